package erlang

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"os"
)

// RabbitMQ before 3.12 finds the socket of a connected node by the other side's address and port alone, among all its sockets
// (rabbit_net:dist_info/4). A system may give two connections to two ports of one host the same port on its own side. Where the
// other one leads to the management API, that search crashes, and the node has no statistics any more until it is restarted.
// So the ports of our side are taken from where no system takes one by itself.
const (
	firstLocalPort = 16000
	lastLocalPort  = 19999
)

// dialFrom opens a connection from a port between these two, or from any where that cannot be had.
func dialFrom(ctx context.Context, network, address string, first, last int) (net.Conn, error) {
	const attempts = 3
	for range attempts {
		dialer := net.Dialer{LocalAddr: &net.TCPAddr{Port: first + rand.IntN(last-first+1)}}
		conn, err := dialer.DialContext(ctx, network, address)
		var call *os.SyscallError
		if !errors.As(err, &call) || call.Syscall != "bind" {
			return conn, err
		}
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}
