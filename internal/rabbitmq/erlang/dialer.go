package erlang

import (
	"bufio"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
)

// Dialer connects to nodes that share a cookie. Only the cookie is needed. It may be used concurrently, and must not be
// changed after its first use.
type Dialer struct {
	Cookie Cookie

	// Addresses gives nodes, by their full names, a fixed host and port. Such a node is reached without epmd, and its
	// name need not resolve.
	Addresses map[string]string

	// EpmdPort is the port of epmd on every host; 0 means 4369.
	EpmdPort int

	// TLS secures the connections to nodes that run with -proto_dist inet_tls (epmd never speaks TLS); nil means none.
	// ServerName is set to the host of the node's name unless it is set here. Nodes ask for a client certificate where
	// they were told to (fail_if_no_peer_cert).
	TLS *tls.Config

	// Dial opens connections, to epmd and to nodes; nil means the network of this machine. With a jump host, names of
	// hosts resolve on its side.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	// Host is what the node puts behind the @ in the name that it gives us, as its log shows it; "" means "localhost".
	// It need not resolve.
	Host string

	// MaxMessage bounds one message in bytes; 0 means 16 MiB. A call whose answer is longer fails with a *TooLargeError.
	MaxMessage int
}

const defaultMaxMessage = 16 << 20

// Connect connects to the node and proves the cookie. The context bounds the way to the connection, as does a limit of
// 20 seconds; it does not bound the connection's life. Errors are of type *ConnectError.
func (d *Dialer) Connect(ctx context.Context, node string) (*Conn, error) {
	name, err := ParseNodeName(node)
	if err == nil && d.Cookie.reveal == nil {
		err = errors.New("no cookie is given")
	}
	if err != nil {
		return nil, &ConnectError{Node: node, Step: StepName, Err: err}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, setupTimeout, errSetup)
	defer cancel()

	address, fixed := d.Addresses[node]
	if !fixed {
		epmd := net.JoinHostPort(name.Host(), strconv.Itoa(cmp.Or(d.EpmdPort, epmdDefaultPort)))
		port, err := d.epmd(ctx, epmd, name.Name())
		if err != nil {
			return nil, &ConnectError{Node: node, Step: StepEpmd, Address: epmd, Err: err}
		}
		address = net.JoinHostPort(name.Host(), strconv.Itoa(int(port)))
	}
	socket, err := d.dial(ctx, address)
	if err != nil {
		return nil, &ConnectError{Node: node, Step: StepDial, Address: address, Err: &UnreachableError{Err: err}}
	}
	h := handshake{node: node, host: cmp.Or(d.Host, "localhost"), cookie: d.Cookie, conn: socket}
	err = closedBy(ctx, socket, func() error {
		if d.TLS != nil {
			if err := h.secure(ctx, d.TLS, name.Host()); err != nil {
				return err
			}
		}
		h.in = bufio.NewReader(h.conn)
		return h.run()
	})
	if err != nil {
		_ = socket.Close()
		return nil, &ConnectError{Node: node, Step: h.step, Address: address, Err: err}
	}
	return newConn(&h, cmp.Or(d.MaxMessage, defaultMaxMessage)), nil
}

// dial names the context's own cause, where that is why a connection could not be opened.
func (d *Dialer) dial(ctx context.Context, address string) (net.Conn, error) {
	dial := d.Dial
	if dial == nil {
		dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			return dialFrom(ctx, network, address, firstLocalPort, lastLocalPort)
		}
	}
	conn, err := dial(ctx, "tcp", address)
	if err != nil && ctx.Err() != nil {
		return nil, fmt.Errorf("%w: %w", context.Cause(ctx), err)
	}
	return conn, err
}

// secure turns the connection into one with TLS.
func (h *handshake) secure(ctx context.Context, config *tls.Config, host string) error {
	h.step = StepTLS
	if config.ServerName == "" {
		config = config.Clone()
		config.ServerName = host
	}
	secured := tls.Client(h.conn, config)
	if err := secured.HandshakeContext(ctx); err != nil {
		return &TLSError{Err: err}
	}
	h.conn, h.secured = secured, true
	return nil
}
