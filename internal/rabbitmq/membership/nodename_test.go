package membership

import (
	"errors"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// A member whose name is none is never asked: its name would become part of an address, or a word of a command.
func TestMemberWithANameThatIsNoneIsAnError(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"x@-oProxyCommand=touch", "x@a;reboot", "x"} {
		_, err := nodeNames("rabbit@a", erlang.List{erlang.Atom("rabbit@b"), erlang.Atom(bad)})
		if named := new(erlang.NodeNameError); !errors.As(err, &named) || named.Text != bad || Unreachable(err) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if names, err := nodeNames("rabbit@a", erlang.List{erlang.Atom("rabbit@b")}); err != nil || len(names) != 1 {
		t.Errorf("%v, %v", names, err)
	}
}
