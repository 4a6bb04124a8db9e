package erlang_test

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

func TestNodeNames(t *testing.T) {
	t.Parallel()
	for text, host := range map[string]string{
		"rabbit@rabbit1":                     "rabbit1",
		"rabbit@rabbit-1.example.com":        "rabbit-1.example.com",
		"rabbit_2-b@10.0.0.1":                "10.0.0.1",
		"rabbit@2001:db8::1":                 "2001:db8::1",
		"rabbit@my_host":                     "my_host",
		"rabbit@übung":                       "übung",
		"_@h":                                "h",
		"rabbit@" + strings.Repeat("h", 248): strings.Repeat("h", 248),
	} {
		name, err := erlang.ParseNodeName(text)
		if err != nil || name.Host() != host || name.String() != text || name.Name()+"@"+host != text {
			t.Errorf("%q: %q, %q, %v", text, name.Name(), name.Host(), err)
		}
	}
	for _, text := range []string{
		"", "rabbit", "@", "rabbit@", "@host", "a@b@c", "x@-oProxyCommand=touch", "-n@host", "x@h;reboot", "x@$(reboot)", "x@`id`",
		"x@h h", "x@h\nh", "x@h'", "x@h\"", "x@h&", "x@h|h", "x@h>f", "x@h*", "x@{node}", "{host}@h", "x@h\x00", "x@\xff", "x;y@h",
		"x@.", "x@../h", "rabbit@" + strings.Repeat("h", 249),
	} {
		if name, err := erlang.ParseNodeName(text); err == nil {
			t.Errorf("%q is taken for the node %s", text, name)
		}
	}
}
