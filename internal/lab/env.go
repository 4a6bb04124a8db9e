package lab

import (
	"strings"
)

// Environment are the variables by which the provider, and anything else that is run against the lab, finds
// its cluster: NAME=value each.
func (l *Lab) Environment() []string {
	return []string{
		"RABBITMQ_ENDPOINTS=" + strings.Join(l.Endpoints(), ","),
		"RABBITMQ_USERNAME=" + l.Username,
		"RABBITMQ_PASSWORD=" + l.Password,
		"RABBITMQ_ERLANG_COOKIE=" + l.Cookie,
		"RABBITMQHA_LAB=" + l.Name,
	}
}

// ExportLines writes variables, NAME=value each, as lines for a shell to evaluate.
func ExportLines(variables []string) string {
	var b strings.Builder
	for _, variable := range variables {
		name, value, _ := strings.Cut(variable, "=")
		b.WriteString("export " + name + "='" + strings.ReplaceAll(value, "'", `'\''`) + "'\n")
	}
	return b.String()
}
