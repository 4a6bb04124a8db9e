package rabbitmqconf

import (
	"regexp"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// From this version on a value may stand in single quotes. Before, a quote is a letter like any other.
var quotingSince = loadbalancer.Version{3, 13, 7}

var (
	// keyForm is how cuttlefish reads a key: parts of these letters, and dots within a part behind a backslash.
	keyForm = regexp.MustCompile(`^([A-Za-z0-9_-]|\\\.)+(\.([A-Za-z0-9_-]|\\\.)+)*$`)
	// valueForm is what every version reads alike: releases before 3.13 take a file for Latin-1.
	valueForm = regexp.MustCompile(`^[ -~]*$`)
)

// bare reports whether a value is read back as it is when it stands without quotes: # begins a comment wherever it
// stands, spaces around a value are left out, and a quote at the beginning may go on over several lines.
func bare(value string) bool {
	return value != "" && !strings.Contains(value, "#") && strings.TrimSpace(value) == value && value[0] != '\''
}

// quote is the value as it stands in the file, and whether there is a way to write it for this version.
func quote(value string, v loadbalancer.Version) (string, bool) {
	switch {
	case !valueForm.MatchString(value):
		return "", false
	case bare(value):
		return value, true
	case v.OlderThan(quotingSince) || strings.Contains(value, "'"):
		return "", false
	}
	return "'" + value + "'", true
}

// conf is the text of rabbitmq.conf of a Config with its defaults that has no problem.
func (c Config) conf() string {
	version, _ := loadbalancer.ParseVersion(c.RabbitMQVersion)
	var b strings.Builder
	for _, g := range c.groups() {
		if len(g.entries) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		b.WriteString("# " + g.comment + "\n")
		for _, e := range g.entries {
			value, _ := quote(e.value, version)
			b.WriteString(e.key + " = " + value + "\n")
		}
	}
	return b.String()
}
