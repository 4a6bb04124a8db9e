package rabbitmqconf

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// form is how a variable is written in rabbitmq-env.conf.
type form int

const (
	plain    form = iota // NAME=, which the scripts take where RABBITMQ_NAME is not set
	prefixed             // RABBITMQ_NAME=, the only one that all versions read
	exported             // export NAME=, for what Erlang itself reads
)

// variable is one that the scripts of RabbitMQ, rabbit_env.erl or Erlang read.
type variable struct {
	form  form
	spans []span // the versions that read it; none for all
	value *regexp.Regexp
}

var (
	wholeNumber = regexp.MustCompile(`^[0-9]{1,9}$`)
	yesOrNo     = regexp.MustCompile(`^(1|yes|true|0|no|false)$`)
)

func since(v ...int) []span { return []span{{from: v}} }

func until(v ...int) []span { return []span{{from: oldestVersion, before: v}} }

// variables are those that rabbitmq-env.conf may set, by name without RABBITMQ_. The sources are rabbitmq-env, rabbitmq-defaults,
// rabbitmq-server and rabbitmqctl of every release from 3.8.0 to 4.3.5 and of the branch of 4.4, USED_ENV_VARS in rabbit_env.erl
// (which came with 3.8.4), and for those of Erlang its manuals of erl and of the run-time system.
var variables = map[string]variable{
	"ADVANCED_CONFIG_FILE": {}, "CONFIG_FILE": {}, "CONFIG_FILES": {spans: since(3, 8, 4)}, "ENABLED_PLUGINS_FILE": {},
	"LOGS": {}, "LOG_BASE": {}, "LOG": {spans: since(3, 8, 4)}, "DBG": {spans: since(3, 8, 4)}, "UPGRADE_LOG": {form: prefixed, spans: until(3, 12, 0)},
	"MNESIA_BASE": {}, "MNESIA_DIR": {}, "QUORUM_DIR": {}, "STREAM_DIR": {spans: since(3, 9, 0)},
	"PLUGINS_DIR": {}, "PLUGINS_EXPAND_DIR": {}, "FEATURE_FLAGS_FILE": {form: prefixed}, "FEATURE_FLAGS": {spans: since(3, 8, 4)},
	"LOG_FF_REGISTRY": {form: prefixed, spans: []span{{from: loadbalancer.Version{3, 8, 4}, before: loadbalancer.Version{4, 1, 0}}}},
	"PID_FILE":        {}, "KEEP_PID_FILE_ON_EXIT": {spans: since(3, 8, 4), value: yesOrNo},
	"MOTD_FILE": {spans: since(3, 8, 4)}, "PRODUCT_NAME": {spans: since(3, 8, 4)}, "PRODUCT_VERSION": {spans: since(3, 8, 4)},
	"GENERATED_CONFIG_DIR": {spans: until(3, 8, 4)}, "SCHEMA_DIR": {spans: until(3, 8, 4)},

	"SERVER_ERL_ARGS": {}, "SERVER_ADDITIONAL_ERL_ARGS": {}, "SERVER_START_ARGS": {}, "SERVER_CODE_PATH": {}, "BOOT_MODULE": {},
	"CTL_ERL_ARGS": {form: prefixed}, "CTL_DIST_PORT_MIN": {form: prefixed, value: wholeNumber}, "CTL_DIST_PORT_MAX": {form: prefixed, value: wholeNumber},
	"MAX_NUMBER_OF_PROCESSES": {value: wholeNumber}, "MAX_NUMBER_OF_ATOMS": {value: wholeNumber},
	"DISTRIBUTION_BUFFER_SIZE": {value: wholeNumber}, "SCHEDULER_BIND_TYPE": {},
	"SCHEDULER_BUSY_WAIT_THRESHOLD": {spans: since(3, 8, 12)}, "IO_THREAD_POOL_SIZE": {spans: until(3, 8, 10), value: wholeNumber},
	"IGNORE_SIGINT": {form: prefixed, value: yesOrNo}, "ALLOW_INPUT": {form: prefixed}, "NODE_ONLY": {form: prefixed},
	"MAX_OPEN_FILES": {form: prefixed, spans: since(4, 1, 4), value: wholeNumber},

	"ERL_EPMD_PORT": {form: exported, value: wholeNumber}, "ERL_EPMD_ADDRESS": {form: exported}, "ERL_EPMD_RELAXED_COMMAND_CHECK": {form: exported},
	"ERL_MAX_PORTS": {form: exported, value: wholeNumber}, "ERL_MAX_ETS_TABLES": {form: exported, value: wholeNumber},
	"ERL_FULLSWEEP_AFTER": {form: exported, value: wholeNumber}, "ERL_CRASH_DUMP": {form: exported}, "ERL_CRASH_DUMP_BYTES": {form: exported, value: wholeNumber},
	"ERL_CRASH_DUMP_SECONDS": {form: exported, value: regexp.MustCompile(`^-?[0-9]{1,9}$`)}, "ERL_FLAGS": {form: exported}, "ERL_AFLAGS": {form: exported},
	"ERL_ZFLAGS": {form: exported}, "ERL_INETRC": {form: exported}, "ERL_LIBS": {form: exported}, tlsModules: {},
	"HOME": {form: exported}, "LANG": {form: exported}, "LC_ALL": {form: exported}, "LC_CTYPE": {form: exported}, "TZ": {form: exported},
}

// ownVariables are those of rabbitmq-env.conf that have an argument of their own, and that argument.
var ownVariables = map[string]string{
	"NODENAME": "node", "USE_LONGNAME": "node", "DIST_PORT": "distribution_port", "NODE_PORT": "listener", "NODE_IP_ADDRESS": "listener",
	"ENABLED_PLUGINS": "plugins", "DEFAULT_USER": "default_user", "DEFAULT_PASS": "default_pass", "DEFAULT_VHOST": `settings["default_vhost"]`,
}

// readSince says which versions read a variable, "" for one that this version reads.
func (x variable) readSince(v loadbalancer.Version) string {
	if x.spans == nil || v == nil || slices.ContainsFunc(x.spans, func(s span) bool { return s.holds(v) }) {
		return ""
	}
	return versionsOf(x.spans)
}

// variable is what is known of a name, which may also be that of a variable that some path has in it.
func (c Config) variable(name string) (variable, bool) {
	if x, known := variables[name]; known {
		return x, true
	}
	// A variable for all nodes may be in a path of some of them only.
	configs := []Config{c}
	for i := range c.Nodes {
		configs = append(configs, c.forNode(i))
	}
	return variable{form: exported}, slices.ContainsFunc(configs, func(c Config) bool { return c.hasInPath(name) })
}

// hasInPath reports whether a path of rabbitmq.conf has a variable in it.
func (c Config) hasInPath(name string) bool {
	return slices.ContainsFunc(c.groups(), func(g group) bool {
		return slices.ContainsFunc(g.entries, func(e entry) bool { return isPath(e.key) && strings.Contains(e.value, "$("+name+")") })
	})
}

// assignment is the line of rabbitmq-env.conf for a variable; the value is a word of the shell.
func (x variable) assignment(name, word string) string {
	switch x.form {
	case prefixed:
		name = "RABBITMQ_" + name
	case exported:
		name = "export " + name
	}
	return name + "=" + word + "\n"
}

// similarVariable is the name that differs least from another, "" where none is near.
func similarVariable(name string) string {
	const limit = 4
	best, least := "", limit
	for _, known := range slices.Sorted(maps.Keys(variables)) {
		if d := distance(name, known, limit); d < least {
			best, least = known, d
		}
	}
	return best
}
