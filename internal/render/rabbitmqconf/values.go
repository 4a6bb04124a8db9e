package rabbitmqconf

import (
	"regexp"
	"slices"
	"strings"
)

// How a value of a kind looks. Kinds that are not here, and words without brackets, are taken as they stand. What a
// node still does not like of a value that fits, such as a port above 65535, it says when it starts.
var kinds = map[string]*regexp.Regexp{
	"<text>":    regexp.MustCompile(``),
	"<tagged>":  regexp.MustCompile(``),
	"<boolean>": regexp.MustCompile(`^(true|false)$`),
	"<flag>":    regexp.MustCompile(`^(on|off)$`),
	"<integer>": regexp.MustCompile(`^-?[0-9]+$`),
	// Without a decimal point Erlang reads no float.
	"<float>":    regexp.MustCompile(`^-?[0-9]+\.[0-9]+$`),
	"<bytesize>": regexp.MustCompile(`^[0-9]+(kb|KB|mb|MB|gb|GB)?$`),
	"<duration>": regexp.MustCompile(`^([0-9]+(\.[0-9]+)?(f|w|d|h|ms|m|s))+$`),
	"<ip>":       regexp.MustCompile(`^[0-9A-Fa-f.:]+:[0-9]+$`),
}

// kindNames are the kinds in words, for errors.
var kindNames = map[string]string{
	"<boolean>": "true or false", "<flag>": "on or off", "<integer>": "a whole number",
	"<float>": "a number with a decimal point", "<bytesize>": "a size such as 64MB", "<duration>": "a time such as 30s",
	"<ip>": "IP:PORT",
}

// fits reports whether a node can read the value where these are taken.
func fits(takes []string, value string) bool {
	return slices.ContainsFunc(takes, func(take string) bool {
		if form := kinds[take]; form != nil {
			return form.MatchString(value)
		}
		return take == value
	})
}

// described says in words what is taken.
func described(takes []string) string {
	words := make([]string, len(takes))
	for i, take := range takes {
		words[i] = take
		if name := kindNames[take]; name != "" {
			words[i] = name
		}
	}
	return strings.Join(words, ", ")
}

// misreadAsTagged reports whether the node would take the value for one with a mark, as in encrypted:..., and decrypt what
// stands after the colon. Releases differ in what they take for a mark; 4.0 takes anything.
func misreadAsTagged(takes []string, value string) bool {
	return slices.Contains(takes, "<tagged>") && strings.Contains(value, ":") && !strings.HasPrefix(value, "encrypted:")
}

// secretParts are the last parts of keys whose values are secret, as found in keys.tsv.
var secretParts = []string{
	"password", "default_pass", "anonymous_login_pass", "secret_key", "acl_token", "credential_encryption_secret",
	"oauth_client_secret", "uaa_client_secret", "RSAPrivateKey", "DSAPrivateKey", "PrivateKeyInfo",
}

// secretKey reports whether the key's value is a secret.
func secretKey(key string) bool {
	parts := keyParts(key)
	return slices.Contains(secretParts, parts[len(parts)-1])
}
