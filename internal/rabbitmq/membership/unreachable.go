package membership

import (
	"errors"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Unreachable reports whether a call failed because nobody answers under the node's name: it is dead, or the way there is.
// A node that answers and does not let us in (cookie, TLS, another name) is not unreachable, nor is one whose name cannot be a
// node's; to take it for dead would be a mistake.
func Unreachable(err error) bool {
	for _, target := range []any{
		new(*erlang.CookieError), new(*erlang.NameMismatchError), new(*erlang.RefusedError), new(*erlang.TLSError),
		new(*erlang.NodeNameError),
	} {
		if errors.As(err, target) {
			return false
		}
	}
	var connect *erlang.ConnectError
	var lost *erlang.LostError
	return errors.As(err, &connect) || errors.As(err, &lost)
}
