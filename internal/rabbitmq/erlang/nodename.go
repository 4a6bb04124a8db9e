package erlang

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// splitNode takes name@host apart. It refuses what no node can be called (net_kernel.erl, valid_name_head), since what
// follows would be a puzzling error of the resolver or of epmd.
func splitNode(node string) (name, host string, err error) {
	name, host, found := strings.Cut(node, "@")
	switch {
	case !found || name == "" || host == "":
		return "", "", fmt.Errorf("%q is no Erlang node name: one looks like name@host", node)
	case strings.ContainsRune(host, '@') || strings.IndexFunc(node, func(r rune) bool { return r <= ' ' || r == utf8.RuneError }) >= 0:
		return "", "", fmt.Errorf("%q is no Erlang node name: there is one @ in it, and no space", node)
	case utf8.RuneCountInString(node) > maxAtom:
		return "", "", fmt.Errorf("%q is no Erlang node name: it has more than %d characters", node, maxAtom)
	}
	return name, host, nil
}
