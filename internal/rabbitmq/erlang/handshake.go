package erlang

import (
	"bufio"
	"bytes"
	"crypto/md5"
	"crypto/rand"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// handshake is the client's side of version 6 of the handshake:
//
//	-> 'N' flags, creation, host      we ask for a name (NAME_ME)
//	<- 's' "named:" name, creation    we have one
//	<- 'N' flags, challenge, creation, name of the peer
//	-> 'r' challenge, digest          md5(cookie ++ the peer's challenge)
//	<- 'a' digest                     md5(cookie ++ our challenge)
//
// The name that we get is one that the peer hands out again after us, so that its table of atoms does not grow with
// every client, and no two clients clash.
type handshake struct {
	node, host string
	cookie     Cookie
	conn       net.Conn
	in         *bufio.Reader
	secured    bool
	step       Step

	// self is the one process that we have, on the node that the peer has named.
	self Pid
}

// tlsAlert is how a TLS alert begins: record type 21, major version 3. It is what a node that wants TLS may answer.
const tlsAlert = 21<<8 | 3

// maxHandshake bounds the messages of the handshake: the longest holds a node's name.
const maxHandshake = 2048

func (h *handshake) run() error {
	h.step = StepStatus
	if err := h.askForName(); err != nil {
		return err
	}
	if err := h.readStatus(); err != nil {
		return err
	}
	h.step = StepChallenge
	theirs, err := h.readChallenge()
	if err != nil {
		return err
	}
	h.step = StepReply
	ours, err := h.sendReply(theirs)
	if err != nil {
		return err
	}
	h.step = StepAck
	return h.readAck(ours)
}

func (h *handshake) askForName() error {
	message := binary.BigEndian.AppendUint64([]byte{'N'}, ourFlags)
	message = binary.BigEndian.AppendUint32(message, 0) // a creation has only who has a name
	message = binary.BigEndian.AppendUint16(message, uint16(len(h.host)))
	return h.send(append(message, h.host...))
}

func (h *handshake) readStatus() error {
	body, err := h.receive('s')
	if err != nil {
		return err
	}
	named, ok := bytes.CutPrefix(body, []byte("named:"))
	if !ok {
		return &RefusedError{Status: strings.ToValidUTF8(string(body[:min(len(body), 64)]), "?")}
	}
	in := newDecoder(named)
	name, ok := in.atom(int(in.u16())).(Atom)
	h.self = Pid{Node: name, ID: 1, Creation: in.u32()}
	if in.err != nil || !ok || name == "" {
		return errors.New("the peer gives us no proper name")
	}
	return nil
}

func (h *handshake) readChallenge() (challenge uint32, err error) {
	body, err := h.receive('N')
	if err != nil {
		return 0, err
	}
	in := newDecoder(body)
	flags, challenge := in.u64(), in.u32()
	in.u32() // the peer's creation, which only its own pids need
	name := in.text(int(in.u16()))
	switch missing := neededFlags &^ flags; {
	case in.err != nil:
		return 0, errors.New("the peer's challenge is cut short")
	case name != h.node:
		// Before the cookie is used: a digest is worth something to who collects them.
		return 0, &NameMismatchError{Want: h.node, Actual: name}
	case missing != 0:
		return 0, fmt.Errorf("the peer lacks abilities that OTP 23 and newer have (flags %#x)", missing)
	}
	return challenge, nil
}

func (h *handshake) sendReply(theirs uint32) (ours uint32, err error) {
	var random [4]byte
	_, _ = rand.Read(random[:]) // it never fails
	digest := h.cookie.digest(theirs)
	message := append([]byte{'r'}, random[:]...)
	return binary.BigEndian.Uint32(random[:]), h.send(append(message, digest[:]...))
}

func (h *handshake) readAck(ours uint32) error {
	body, err := h.receive('a')
	if errors.Is(err, errHungUp) {
		return &CookieError{Hash: h.cookie.Hash(), Closed: true}
	}
	if err != nil {
		return err
	}
	if want := h.cookie.digest(ours); len(body) != md5.Size || subtle.ConstantTimeCompare(body, want[:]) == 0 {
		return &CookieError{Hash: h.cookie.Hash()}
	}
	return nil
}

// send frames a message: by two bytes of length, or by four inside TLS, where the whole life of a connection has four
// (inet_tls_dist.erl).
func (h *handshake) send(message []byte) error {
	var frame []byte
	if h.secured {
		frame = binary.BigEndian.AppendUint32(nil, uint32(len(message)))
	} else {
		frame = binary.BigEndian.AppendUint16(nil, uint16(len(message)))
	}
	_, err := h.conn.Write(append(frame, message...))
	return h.explain(err)
}

// receive reads one message, checks its tag and returns what follows.
func (h *handshake) receive(tag byte) ([]byte, error) {
	var length [4]byte
	prefix := length[2:]
	if h.secured {
		prefix = length[:]
	}
	if _, err := io.ReadFull(h.in, prefix); err != nil {
		return nil, h.explain(err)
	}
	n := binary.BigEndian.Uint32(length[:])
	if !h.secured && n == tlsAlert {
		return nil, &TLSError{Plain: true}
	}
	if n < 1 || n > maxHandshake {
		return nil, fmt.Errorf("the peer sends a message of %d bytes: it is no Erlang node, or one side speaks TLS and the other does not", n)
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(h.in, body); err != nil {
		return nil, h.explain(err)
	}
	if body[0] != tag {
		return nil, fmt.Errorf("the peer sends a message %q where %q is due: it is no Erlang node of OTP 23 or newer", body[0], tag)
	}
	return body[1:], nil
}

// explain gives errors of the network their meaning in a handshake.
func (h *handshake) explain(err error) error {
	var op *net.OpError
	switch {
	case err == nil:
		return nil
	case h.secured && errors.As(err, &op) && op.Op == "remote error":
		// In TLS 1.3 a client has done its part before the server looks at its certificate.
		return &TLSError{Err: err}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errHungUp
	case errors.As(err, &op):
		return fmt.Errorf("%w (%w)", errHungUp, err)
	}
	return err
}
