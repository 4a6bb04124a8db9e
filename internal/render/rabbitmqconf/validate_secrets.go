package rabbitmqconf

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// secrets keeps passwords out of the settings that every plan shows.
func (v *validator) secrets(c Config, entries []entry) {
	for _, key := range slices.Sorted(maps.Keys(c.Settings)) {
		if secretKey(key) && !v.encrypted(key, c.Settings[key]) {
			v.Add(c.at(element("settings", key)), "Secret in plain sight", fmt.Sprintf("The value of %s is a secret. Set it in settings_sensitive.", key))
		}
	}
	for _, e := range entries {
		if v.encrypted(e.key, e.value) && !c.decodes() {
			v.Add(e.at, "Encrypted value without a passphrase", fmt.Sprintf("The value of %s is encrypted. %s", e.key, decoderNeeded), field("advanced"))
		}
	}
}

const (
	decoderNeeded = "A node does not boot with it unless it has the passphrase: add a block advanced with application = \"rabbit\", " +
		"key = \"config_entry_decoder\" and value = \"[{passphrase, {file, \\\"/etc/rabbitmq/passphrase\\\"}}]\"."
	decoderKey = "config_entry_decoder"
)

// encrypted reports whether a node of this version takes the value of a key for an encrypted one.
func (v *validator) encrypted(key, value string) bool {
	s, found := spanOf(key, v.version)
	return found && slices.Contains(s.takes, "<tagged>") && strings.HasPrefix(value, "encrypted:")
}

// decodes reports whether the nodes have a passphrase for encrypted values.
func (c Config) decodes() bool {
	return slices.ContainsFunc(c.Advanced, func(a Advanced) bool { return a.Application == "rabbit" && a.Key == decoderKey })
}

// term checks the value of a setting of advanced.config, and never quotes it.
func (v *validator) term(c Config, a Advanced, at loadbalancer.Path) {
	text, name := a.value()
	valueAt := at.Field(name)
	if a.Value != "" && a.SensitiveValue != "" {
		v.Add(at.Field("value_sensitive"), "Value given twice", "Give value or value_sensitive.", at.Field("value"))
		return
	}
	r, err := readTerm(text)
	if err != nil {
		v.Add(valueAt, "Invalid Erlang term", fmt.Sprintf("A value such as 1000, true or [{a, <<\"b\">>}] is needed, without a dot at its end: there is %v.", err),
			at.Field("value"), at.Field("value_sensitive"))
		return
	}
	written := r.out.String()
	switch {
	case name == "value" && secretTerm(a.Key, written):
		v.Add(valueAt, "Secret in plain sight", fmt.Sprintf("The value of %s of %s has a password or another secret in it, which every plan would show. "+
			"Give it as value_sensitive, or encrypted, as {encrypted, <<\"...\">>}.", a.Key, a.Application), at.Field("value_sensitive"))
	case a.Key == decoderKey && typedPassphrase.MatchString(written):
		v.Add(valueAt, "Passphrase that somebody types", "A node that asks for its passphrase does not boot as a service. Name a file: {passphrase, {file, \"/etc/rabbitmq/passphrase\"}}.")
	case slices.ContainsFunc(r.encrypted, func(p position) bool { return !p.readable(v.version) }):
		v.Add(valueAt, "Encrypted value that stays encrypted", fmt.Sprintf("RabbitMQ %s decrypts a whole setting, an element of a list, and what a key of a list has, "+
			"as in [{password, {encrypted, <<\"...\">>}}], and nothing inside of other tuples. Encrypt the whole tuple.%s", c.RabbitMQVersion, inMapsSince),
			field("rabbitmq_version"))
	case len(r.encrypted) > 0 && !c.decodes():
		v.Add(valueAt, "Encrypted value without a passphrase", fmt.Sprintf("The value of %s of %s has an encrypted value in it. %s", a.Key, a.Application, decoderNeeded),
			field("advanced"))
	}
}

var inMapsSince = " In maps values are decrypted " + versionsOf([]span{{from: mapsDecryptedSince}}) + "."

var (
	typedPassphrase = regexp.MustCompile(`\{'?passphrase'?, prompt\}`)

	// quotedText begins a string or a binary that is not empty.
	quotedText = `(<<)?("[^"]|[0-9])`
	secretPair = regexp.MustCompile(`[{ ]'?(password|passwd|passphrase|default_pass|secret|secret_key|client_secret|oauth_client_secret|` +
		`aws_secret_key|acl_token|credential_encryption_secret|PrivateKeyInfo|RSAPrivateKey|DSAPrivateKey|ECPrivateKey)'?(,| =>) ` + quotedText)
	// A URI with a password, and a key in PEM.
	secretText = regexp.MustCompile(`[a-z]://[^/@\s"]*:[^/@\s"]+@|-----BEGIN [A-Z ]*PRIVATE KEY`)
	secretName = regexp.MustCompile(`(^|_)(pass|password|passwd|secret|secret_key|acl_token)$`)
	// A pair of a name and a password, as the settings of LDAP have it.
	bindPair   = regexp.MustCompile(`^\{` + quotedText)
	startsText = regexp.MustCompile(`^` + quotedText)
)

// secretTerm reports whether a term, as termReader writes it, has a secret in it.
func secretTerm(key, term string) bool {
	switch {
	case key == "dn_lookup_bind" || key == "other_bind":
		return bindPair.MatchString(term)
	case secretName.MatchString(key):
		return startsText.MatchString(term)
	}
	return secretPair.MatchString(term) || secretText.MatchString(term)
}
