package delivery

import (
	"errors"
	"net"
	"strings"
)

// Why an address is none of AMQP 0-9-1, by how it answers the header of that protocol. A broker answers with a frame of a method.
var (
	// ErrSpeaksTLS says that the address answers with an alert of TLS.
	ErrSpeaksTLS = errors.New("the port speaks TLS")
	// ErrSpeaksHTTP says that the address answers as a web server does, such as that of the management API.
	ErrSpeaksHTTP = errors.New("the port speaks HTTP")
	// ErrClosed says that the connection was closed without an answer.
	ErrClosed = errors.New("the connection was closed without an answer")
	// ErrSpeaksNoAMQP says that the address answers in another protocol.
	ErrSpeaksNoAMQP = errors.New("the port does not speak AMQP 0-9-1")
)

// greeting is a connection that keeps the first bytes which it read: the library says of another protocol's that they are no frame.
type greeting struct {
	net.Conn

	begins []byte
}

// Read reads from the connection.
func (g *greeting) Read(into []byte) (int, error) {
	const enough = 8
	n, err := g.Conn.Read(into)
	g.begins = append(g.begins, into[:min(n, enough-len(g.begins))]...)
	return n, err
}

// protocol is the error of an address that did not answer in AMQP 0-9-1, and nil for one that did.
func (g *greeting) protocol() error {
	const methodFrame, alert = "\x01", "\x15\x03"
	switch begins := string(g.begins); {
	case strings.HasPrefix(begins, methodFrame):
		return nil
	case begins == "":
		return ErrClosed
	case strings.HasPrefix(begins, alert):
		return ErrSpeaksTLS
	case strings.HasPrefix(begins, "HTTP/"):
		return ErrSpeaksHTTP
	}
	return ErrSpeaksNoAMQP
}
