package rabbitmqconf

import (
	"regexp"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// substituted is what cuttlefish replaces wherever it stands in a value, also inside single quotes; there is no way to
// write it as text. Without a closing bracket it is text.
var substituted = regexp.MustCompile(`\$\((.*?)\)`)

// variableForm is the name of an environment variable. Any other name is a key of the file, or, after a <, a file of which
// the content is taken.
var variableForm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// From this version on (cuttlefish 2.6.0) a name that is no key is one of an environment variable. Before, a name that is no
// key keeps a node from booting.
var variablesSince = loadbalancer.Version{3, 8, 13}

// forbiddenSubstitution says why a node must not replace what it would in a value, "" where it may.
func forbiddenSubstitution(key, value string, v loadbalancer.Version) string {
	for _, found := range substituted.FindAllStringSubmatch(value, -1) {
		switch {
		case !isPath(key):
			return "a node puts the value of an environment variable or of another key in the place of $( ), also inside quotes, " +
				"and does not boot where there is none. Choose a value without it; only paths of files and folders may have it"
		case v.OlderThan(variablesSince):
			return "this version knows keys inside $( ) and no environment variables, and does not boot with one. Write the path out; variables are known " +
				versionsOf([]span{{from: variablesSince}})
		case !variableForm.MatchString(found[1]):
			return "inside $( ) stands the name of an environment variable: letters, digits and underscores"
		case known(found[1], v):
			return "inside $( ) stands the name of a key, whose value a node would take. Give the name of an environment variable"
		}
	}
	return ""
}

// pathParts are the last parts of keys that name a file or a folder, as found in keys.tsv.
var pathParts = words(`access_log_dir cacertfile cert_path certfile data_dir dhfile dir directory file http_log_dir keyfile load_definitions
	motd_file namespace_path token_path`)

// isPath reports whether the key's value is the path of a file or a folder.
func isPath(key string) bool {
	parts := keyParts(key)
	last := parts[len(parts)-1]
	return pathParts[last] || key == "definitions.local.path" || strings.Contains(key, ".signing_keys.") ||
		strings.HasPrefix(key, "ssl_options.crl_sources.") && last == "path"
}

// quotedWhole reports whether a value stands in double quotes, which no version takes off.
func quotedWhole(value string) bool {
	return len(value) > 1 && strings.HasPrefix(value, `"`) && strings.HasSuffix(value, `"`)
}
