// Package erlang calls functions on Erlang nodes without Erlang: it speaks the distribution protocol, as a hidden node
// that registers nowhere and listens nowhere.
//
// It knows how a node is found (epmd, or a fixed address), how both sides prove that they hold the same cookie, how
// terms are written, and how a call travels. It must not know what runs on the node: nothing of RabbitMQ, nothing of
// Terraform. The protocol itself needs the standard library only; package sshdial adds a way through a jump host.
//
//	dialer := erlang.Dialer{Cookie: cookie}
//	conn, err := dialer.Connect(ctx, "rabbit@rabbit1")
//	...
//	defer conn.Close()
//	answer, err := conn.Call(ctx, "erlang", "node")
//
// # How it works, in reading order
//
//  1. A [Term] is a value of Erlang, and [Encode] and [Decode] are the external term format (term.go, encode.go,
//     decode.go).
//  2. [Dialer.Connect] asks epmd for the port (epmd.go), opens a socket, with TLS or through another dialer where wanted
//     (dialer.go), and shakes hands (flags.go, handshake.go).
//  3. A [Conn] has one goroutine that reads and one that writes. [Conn.Call] sends a request to the process "rex", which
//     every node runs, and waits for the message that carries the request's reference (conn.go, call.go, receive.go).
//  4. Both sides "tick": who hears nothing for a while takes the other for dead (tick.go).
//
// # Whom to trust
//
// Who holds the cookie may run any code on the node, and the node is trusted in turn. The handshake proves the cookie
// but encrypts nothing: across a network that others can read, use TLS or a jump host. A [Cookie] never prints itself.
// Whatever a peer sends is read within bounds of size and depth, and never leads to a panic.
//
// # What a call leaves behind
//
// A call goes on in the node when the caller has gone away: there is no way to take it back. An error therefore says
// whether its outcome is unknown ([CallError].MayRun). Atoms are never collected by a node, so never make an [Atom]
// of text that is not bounded in advance.
//
// Sources: the chapters "Distribution Protocol" and "External Term Format" of the ERTS User's Guide; dist_util.erl,
// net_kernel.erl, rpc.erl, auth.erl and gen.erl of kernel and stdlib; erts/emulator/beam/dist.c. Verified with
// OTP 23, 25, 27 and 29.
package erlang
