package erlang

import (
	"net"
	"testing"
)

func TestConnectionsComeFromPortsThatNoSystemGives(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	from := func(first, last int) int {
		t.Helper()
		conn, err := dialFrom(t.Context(), "tcp", listener.Addr().String(), first, last)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		return portOf(conn.LocalAddr())
	}
	port := from(firstLocalPort, lastLocalPort)
	if port < firstLocalPort || port > lastLocalPort {
		t.Errorf("the connection comes from port %d", port)
	}
	// One that is taken is in nobody's way.
	if other := from(port, port); other == port {
		t.Errorf("two connections come from port %d", port)
	}
}

func TestNodesAreDialledFromThosePorts(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(chan int, 1)
	go func() {
		defer close(seen)
		if conn, err := listener.Accept(); err == nil {
			seen <- portOf(conn.RemoteAddr())
			_ = conn.Close()
		}
	}()
	cookie, err := NewCookie("COOKIE")
	if err != nil {
		t.Fatal(err)
	}
	node := "rabbit@nowhere"
	dialer := Dialer{Cookie: cookie, Addresses: map[string]string{node: listener.Addr().String()}}
	if _, err := dialer.Connect(t.Context(), node); err == nil {
		t.Error("a node that says nothing was connected to")
	}
	if port := <-seen; port < firstLocalPort || port > lastLocalPort {
		t.Errorf("the connection comes from port %d", port)
	}
}

func portOf(address net.Addr) int {
	tcp, _ := address.(*net.TCPAddr)
	return tcp.Port
}
