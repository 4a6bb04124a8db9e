package rabbitmqconf

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// environment are the variables that a node starts with, of a Config for it.
func (c Config) environment(n Node) string {
	var b strings.Builder
	b.WriteString("NODENAME=" + n.Name + "\n")
	if n.long() {
		b.WriteString("USE_LONGNAME=true\n")
	}
	if c.DistributionPort != nil {
		b.WriteString("DIST_PORT=" + strconv.Itoa(*c.DistributionPort) + "\n")
	}
	names := maps.Clone(c.Environment)
	if c.InterNodeTLS != nil {
		// The others have its value in theirs.
		if path, given := names[tlsModules]; given {
			b.WriteString(tlsModules + "=" + shellQuote(path) + "\n")
		} else {
			b.WriteString(tlsModules + "=" + findTLS + "\n")
		}
		names = c.withArguments(names)
		delete(names, tlsModules)
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		x, _ := c.variable(name)
		word := shellQuote(names[name])
		if c.InterNodeTLS != nil && argumentVariables[name] {
			word = `"` + c.InterNodeTLS.arguments() + `"`
			if more := names[name]; more != "" {
				word = shellQuote(more+" ") + word
			}
		}
		b.WriteString(x.assignment(name, word))
	}
	return b.String()
}

// withArguments are the variables, among them those that TLS between nodes is added to.
func (c Config) withArguments(names map[string]string) map[string]string {
	all := map[string]string{}
	for name, added := range argumentVariables {
		if added {
			all[name] = ""
		}
	}
	maps.Copy(all, names)
	return all
}

// shellQuote is text as one word of a shell, in which it replaces nothing.
func shellQuote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
