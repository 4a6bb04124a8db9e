package erlang

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// epmd is the directory of a host's nodes ("EPMD Protocol" in the Distribution Protocol): one request and one answer
// for each connection.
const (
	epmdDefaultPort  = 4369
	epmdPortRequest  = 122
	epmdPortAnswer   = 119
	epmdNamesRequest = 110
)

// handshakeVersion is the version of the handshake since OTP 23, and the only one spoken here.
const handshakeVersion = 6

// epmd asks for the port of a node, by the part of its name before the @.
func (d *Dialer) epmd(ctx context.Context, address, name string) (port uint16, err error) {
	err = d.askEpmd(ctx, address, append([]byte{epmdPortRequest}, name...), func(in *bufio.Reader) error {
		var head struct{ Tag, Result uint8 }
		if err := binary.Read(in, binary.BigEndian, &head); err != nil {
			return err
		}
		if head.Tag != epmdPortAnswer {
			return fmt.Errorf("it answers with tag %d, not %d: no epmd listens there", head.Tag, epmdPortAnswer)
		}
		if head.Result != 0 {
			return &NotRegisteredError{Name: name}
		}
		var node struct {
			Port            uint16
			Type, Protocol  uint8
			Highest, Lowest uint16
		}
		if err := binary.Read(in, binary.BigEndian, &node); err != nil {
			return err
		}
		if node.Protocol != 0 || node.Highest < handshakeVersion {
			return fmt.Errorf("the node speaks version %d of the protocol, and %d is needed: it is older than OTP 23", node.Highest, handshakeVersion)
		}
		port = node.Port
		return nil
	})
	var unknown *NotRegisteredError
	if errors.As(err, &unknown) {
		unknown.Registered = d.epmdNames(ctx, address)
	}
	return port, err
}

// epmdNames asks which nodes a host has. It serves an error message, so its own errors are of no interest.
func (d *Dialer) epmdNames(ctx context.Context, address string) (names []string) {
	const enough = 64 << 10
	_ = d.askEpmd(ctx, address, []byte{epmdNamesRequest}, func(in *bufio.Reader) error {
		lines := bufio.NewScanner(io.LimitReader(in, enough))
		if _, err := in.Discard(4); err != nil { // epmd's own port
			return err
		}
		for lines.Scan() {
			// "name rabbit at port 25672"
			if words := strings.Fields(lines.Text()); len(words) > 1 && words[0] == "name" {
				names = append(names, words[1])
			}
		}
		return lines.Err()
	})
	return names
}

func (d *Dialer) askEpmd(ctx context.Context, address string, request []byte, read func(*bufio.Reader) error) error {
	conn, err := d.dial(ctx, address)
	if err != nil {
		return &UnreachableError{Epmd: true, Err: err}
	}
	defer func() { _ = conn.Close() }()
	return closedBy(ctx, conn, func() error {
		if _, err := conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(request))), request...)); err != nil {
			return err
		}
		if err := read(bufio.NewReader(conn)); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("it hung up without an answer: no epmd listens there")
		} else if err != nil {
			return err
		}
		return nil
	})
}

// closedBy runs work on a connection and closes the connection when the context ends first. Closing is the one way to
// interrupt that every transport knows: the channels of an SSH client have no deadlines.
func closedBy(ctx context.Context, conn net.Conn, work func() error) error {
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	err := work()
	if !stop() {
		return context.Cause(ctx)
	}
	return err
}
