package rabbitmqconf

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// parts are the settings that are put together from several keys, as the translations in the schemas say.
var parts = words(`
	osiris.port_range rabbit.auth_backends rabbit.cluster_formation.randomized_startup_delay_range rabbit.default_limits.vhosts
	rabbit.default_permissions rabbit.default_policies.operator rabbit.default_users rabbit.log.console.formatter
	rabbit.log.exchange.formatter rabbit.log.file.formatter rabbit.log.syslog.formatter rabbit.ssl_options.crl_cache
	rabbit.tcp_listen_options.linger rabbitmq_auth_backend_cache.cached_backend rabbitmq_auth_backend_oauth2.oauth_providers
	rabbitmq_auth_backend_oauth2.resource_servers rabbitmq_auth_backend_oauth2.scope_aliases rabbitmq_management.oauth_resource_servers
	rabbitmq_mqtt.tcp_listen_options.linger rabbitmq_stomp.tcp_listen_options.linger rabbitmq_stream.tcp_listen_options.linger
	rabbitmq_web_dispatch.auth_backends syslog.protocol`)

// TestSharedSettings: whoever adds a release to keys.tsv decides of each setting that several keys share whether a node
// puts it together from them or takes one.
func TestSharedSettings(t *testing.T) {
	keys := map[string]map[string]bool{}
	for _, spans := range keySpans() {
		for _, s := range spans {
			if keys[s.setting] == nil {
				keys[s.setting] = map[string]bool{}
			}
			keys[s.setting][s.pattern] = true
		}
	}
	shared := map[string]bool{}
	for setting, of := range keys {
		patterns := slices.Sorted(maps.Keys(of))
		isList := len(patterns) == 2 && strings.HasPrefix(patterns[1], patterns[0]+".$") && !strings.Contains(patterns[1][len(patterns[0])+1:], ".")
		if len(patterns) == 1 || isList {
			continue
		}
		shared[setting] = true
		decided := 0
		for _, list := range []map[string]bool{alternatives, wholes, parts} {
			if list[setting] {
				decided++
			}
		}
		if decided != 1 {
			t.Errorf("%s is in %d lists; several keys end in it: %s", setting, decided, strings.Join(patterns, ", "))
		}
	}
	for _, list := range []map[string]bool{alternatives, wholes, parts} {
		for setting := range list {
			if !shared[setting] {
				t.Errorf("no two keys share %s", setting)
			}
		}
	}
}

// TestPathKeys: the keys that may have a variable are those that name files and folders, and no others.
func TestPathKeys(t *testing.T) {
	for key, want := range map[string]bool{
		"ssl_options.certfile": true, "load_definitions": true, "management.load_definitions": true, "log.file": true, "log.queue.file": true,
		"log.dir": true, "trust_store.directory": true, "auth_oauth2.signing_keys.a": true, "auth_oauth2.oauth_providers.x.signing_keys.a": true,
		"ssl_options.crl_sources.1.path": true, "definitions.local.path": true, "cluster_formation.k8s.token_path": true,
		"ssl_options.password": false, "cluster_name": false, "management.path_prefix": false, "prometheus.path": false,
		"auth_http.user_path": false, "web_mqtt.ws_path": false, "ssl_options.crl_sources.1": false, "log.file.level": false,
	} {
		if isPath(key) != want {
			t.Errorf("%s: want %t", key, want)
		}
		if len(spansOf(key)) == 0 {
			t.Errorf("no version knows %s", key)
		}
	}
}
