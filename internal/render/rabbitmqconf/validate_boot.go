package rabbitmqconf

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// firstBoot finds what keeps a node from booting for the first time though each line is right by itself.
func (v *validator) firstBoot(c Config, entries []entry) {
	for _, e := range entries {
		if plugin := pluginFor(e); plugin != "" && !c.enables(plugin) {
			v.Add(e.at, "Plugin not enabled", fmt.Sprintf("Nodes know %s of %s only with the plugin %s. Add it to plugins.", e.value, e.key, plugin), field("plugins"))
		}
	}
	v.firstPassword(c)
}

// pluginFor is the plugin without which a node does not know the value; "" where it needs none.
func pluginFor(e entry) string {
	parts := keyParts(e.key)
	switch {
	case parts[0] == "auth_mechanisms" && e.value == "EXTERNAL":
		return "rabbitmq_auth_mechanism_ssl"
	case parts[0] == "auth_backends" || strings.HasPrefix(e.key, "auth_cache.cached_backend") || strings.HasPrefix(e.key, "http_dispatch.auth_backends."):
		return authPlugins[strings.TrimPrefix(e.value, "rabbit_auth_backend_")]
	case e.key == "cluster_formation.peer_discovery_backend":
		return discoveryPlugins[strings.TrimPrefix(e.value, "rabbit_peer_discovery_")]
	}
	return ""
}

// Plugins by the names that the schema of RabbitMQ takes for what they bring.
var (
	authPlugins = map[string]string{
		"ldap": "rabbitmq_auth_backend_ldap", "http": "rabbitmq_auth_backend_http", "cache": "rabbitmq_auth_backend_cache",
		"oauth": "rabbitmq_auth_backend_oauth2", "oauth2": "rabbitmq_auth_backend_oauth2",
		"internal_loopback": "rabbitmq_auth_backend_internal_loopback",
	}
	discoveryPlugins = map[string]string{
		"aws": "rabbitmq_peer_discovery_aws", "consul": "rabbitmq_peer_discovery_consul", "etcd": "rabbitmq_peer_discovery_etcd",
		"k8s": "rabbitmq_peer_discovery_k8s", "kubernetes": "rabbitmq_peer_discovery_k8s",
	}
)

// The keys that say what a password must be like, and what the broker takes for the shortest.
const (
	validatorKey       = "credential_validator.validation_backend"
	regexpKey          = "credential_validator.regexp"
	minLengthKey       = "credential_validator.min_length"
	validatesRegexp    = "rabbit_credential_validator_password_regexp"
	validatesMinLength = "rabbit_credential_validator_min_password_length"
	minPasswordLength  = 5
)

// firstPassword judges the password of the first user by the validator of passwords, as insert_default_data in rabbit.erl
// does.
func (v *validator) firstPassword(c Config) {
	backend, at, given := c.value(validatorKey)
	if !given || c.importsDefinitions() {
		return
	}
	password, where, whose := c.firstUser()
	_, regexpAt, hasRegexp := c.value(regexpKey)
	involved := []loadbalancer.Path{at, regexpAt, field("default_user"), field("default_pass"), element("settings_sensitive", "default_pass")}
	if backend == validatesRegexp && !hasRegexp {
		v.Add(at, "Validator without its expression", fmt.Sprintf("%s needs %s too: without it no password is taken, and the first boot fails.", backend, regexpKey))
		return
	}
	if strings.HasPrefix(password, "encrypted:") {
		return // which is not known here
	}
	if why := c.refusesPassword(backend, password); why != "" {
		v.Add(where, "Password that the nodes refuse", fmt.Sprintf("The first boot creates %s and fails, since its password %s. Choose another password, "+
			"or load definitions with users of your own (load_definitions), which makes the nodes create none.", whose, why), involved...)
	}
}

// firstUser is the password of the user that the first boot creates, the place to change it, and who that is.
func (c Config) firstUser() (password string, at loadbalancer.Path, whose string) {
	if value, at, given := c.value("default_pass"); given {
		return value, at, "the user of default_user"
	}
	if c.DefaultPass != "" {
		return c.DefaultPass, field("default_pass"), "the user of default_user"
	}
	_, at, _ = c.value(validatorKey)
	return "guest", at, `the user guest with the password guest, as no default_user is given,`
}

// refusesPassword says what a validator of passwords has against one, "" where it takes it or cannot be judged here.
func (c Config) refusesPassword(backend, password string) string {
	switch backend {
	case validatesRegexp:
		expression, _, _ := c.value(regexpKey)
		if form, err := regexp.Compile(expression); err == nil && !form.MatchString(password) {
			return fmt.Sprintf("does not match %s of %s", expression, regexpKey)
		}
	case validatesMinLength:
		shortest := minPasswordLength
		if value, _, given := c.value(minLengthKey); given {
			shortest, _ = strconv.Atoi(value)
		}
		if len(password) < shortest {
			return fmt.Sprintf("has fewer than %d bytes, the least that %s permits", shortest, validatesMinLength)
		}
	}
	return ""
}

// unjudgedPassword reports whether the expression for passwords is one that cannot be judged here: Erlang knows more than
// Go does, such as (?=...).
func (c Config) unjudgedPassword() bool {
	backend, _, _ := c.value(validatorKey)
	expression, _, _ := c.value(regexpKey)
	_, err := regexp.Compile(expression)
	return backend == validatesRegexp && err != nil && !c.importsDefinitions()
}

// importsDefinitions reports whether the first boot loads definitions; then it creates no user.
func (c Config) importsDefinitions() bool {
	for _, key := range []string{"load_definitions", "management.load_definitions", "definitions.import_backend"} {
		if _, _, given := c.value(key); given {
			return true
		}
	}
	return false
}
