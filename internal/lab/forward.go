package lab

import (
	"context"
	"io"
	"net"
	"os"
	"time"
)

// forwardFile serves a listener that was opened in another network namespace and handed in as a file: a
// socket stays in the network it was made in. Every connection goes on to the target, in this namespace.
func forwardFile(ctx context.Context, number int, target string) error {
	f := os.NewFile(uintptr(number), target)
	listener, err := net.FileListener(f)
	_ = f.Close()
	if err != nil {
		return err
	}
	context.AfterFunc(ctx, func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return // closed: the lab ends
			}
			go forward(ctx, conn, target)
		}
	}()
	return nil
}

func forward(ctx context.Context, client net.Conn, target string) {
	defer func() { _ = client.Close() }()
	// Towards a node that is cut off a connection attempt hangs, and the client is to feel just that.
	dialer := net.Dialer{Timeout: 2 * time.Minute}
	server, err := dialer.DialContext(ctx, "tcp", target)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = client.Close(); _ = server.Close() })
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(server, client)
		closeWrite(server)
	}()
	_, _ = io.Copy(client, server)
	closeWrite(client)
	<-done
}

func closeWrite(c net.Conn) {
	if half, ok := c.(*net.TCPConn); ok {
		_ = half.CloseWrite()
	}
}

func dialOnce(ctx context.Context, address string) error {
	dialer := net.Dialer{Timeout: time.Second}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return conn.Close()
}
