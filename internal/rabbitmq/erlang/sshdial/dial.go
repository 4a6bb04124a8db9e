// Package sshdial opens TCP connections through an SSH jump host, for whoever can use a dial function. It knows how a
// jump host is trusted (known_hosts, or its key) and how one logs in (a private key, or an agent), and nothing of what
// travels through it. Names of hosts resolve on the jump host's side.
package sshdial

import (
	"context"
	"errors"
	"fmt"
	"net"

	"golang.org/x/crypto/ssh"
)

// Jump is a jump host. It is connected to when it is first needed, and again when the connection was lost. It may be
// used concurrently.
type Jump struct {
	config  Config
	address string

	// turn guards client; a channel, since waiting for it must end with a context.
	turn   chan struct{}
	client *ssh.Client
}

// New checks the configuration and returns a jump host; it does not connect.
func New(config Config) (*Jump, error) {
	address, err := config.address()
	if err != nil {
		return nil, fmt.Errorf("SSH jump host: %w", err)
	}
	if err := config.check(); err != nil {
		return nil, fmt.Errorf("SSH jump host %s: %w", address, err)
	}
	j := &Jump{config: config, address: address, turn: make(chan struct{}, 1)}
	j.turn <- struct{}{}
	return j, nil
}

// Dial opens a connection from the jump host to an address, as net.Dialer.DialContext does from here. The connections
// know no deadlines: to interrupt one, close it.
func (j *Jump) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	client, err := j.connected(ctx)
	if err != nil {
		return nil, fmt.Errorf("SSH jump host %s: %w", j.address, err)
	}
	conn, err := client.DialContext(ctx, network, address)
	var refused *ssh.OpenChannelError
	switch {
	case err == nil:
		return conn, nil
	case errors.As(err, &refused) && refused.Reason == ssh.Prohibited:
		return nil, fmt.Errorf("SSH jump host %s does not let user %s through to %s (AllowTcpForwarding, PermitOpen in its sshd_config): %w",
			j.address, j.config.User, address, err)
	default:
		return nil, fmt.Errorf("SSH jump host %s cannot reach %s: %w", j.address, address, err)
	}
}

// Close ends the connection to the jump host, and with it all that go through it.
func (j *Jump) Close() error {
	<-j.turn
	defer func() { j.turn <- struct{}{} }()
	if j.client == nil {
		return nil
	}
	client := j.client
	j.client = nil
	return client.Close()
}

// connected returns the connection that there is, or makes one.
func (j *Jump) connected(ctx context.Context) (*ssh.Client, error) {
	select {
	case <-j.turn:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { j.turn <- struct{}{} }()
	if j.client != nil {
		return j.client, nil
	}
	client, err := j.connect(ctx)
	if err != nil {
		return nil, err
	}
	j.client = client
	go func() {
		_ = client.Wait()
		<-j.turn
		if j.client == client {
			j.client = nil
		}
		j.turn <- struct{}{}
	}()
	return client, nil
}

func (j *Jump) connect(ctx context.Context) (*ssh.Client, error) {
	config, done, err := j.config.client(ctx, j.address)
	if err != nil {
		return nil, err
	}
	defer done()
	socket, err := (&net.Dialer{}).DialContext(ctx, "tcp", j.address)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = socket.Close() })
	conn, channels, requests, err := ssh.NewClientConn(socket, j.address, config)
	if !stop() {
		_ = socket.Close()
		return nil, context.Cause(ctx)
	}
	if err != nil {
		_ = socket.Close()
		return nil, fmt.Errorf("log in as user %s: %w", j.config.User, err)
	}
	return ssh.NewClient(conn, channels, requests), nil
}
