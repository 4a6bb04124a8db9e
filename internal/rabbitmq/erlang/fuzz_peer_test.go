package erlang

import (
	"bufio"
	"bytes"
	"net"
	"testing"
)

// scripted is a peer that says what it has to say, whatever it hears.
type scripted struct {
	net.Conn
	*bytes.Reader
}

func (s scripted) Read(p []byte) (int, error)  { return s.Reader.Read(p) }
func (s scripted) Write(p []byte) (int, error) { return len(p), nil }

// FuzzHandshake: no peer gets through the handshake without the cookie, and none makes it panic.
func FuzzHandshake(f *testing.F) {
	f.Add([]byte("\x00\x0esnamed:\x00\x01a\x00\x00\x00\x01"), false)
	f.Add([]byte("\x00\x0esnamed:\x00\x01a\x00\x00\x00\x01\x00\x1dN\x00\x00\x00\x07\xdf\x07\xff\xbc\x00\x00\x00\x01\x00\x00\x00\x01\x00\x0afake@there\x00\x11a0123456789abcdef"), false)
	f.Add([]byte("\x00\x00\x00\x03sok"), true)
	f.Add([]byte("\x15\x03\x03\x00\x02\x02\x0a"), false)
	cookie, err := NewCookie(fakeCookie)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, said []byte, secured bool) {
		peer := scripted{Reader: bytes.NewReader(said)}
		h := handshake{node: fakeName, host: "localhost", cookie: cookie, conn: peer, in: bufio.NewReader(peer), secured: secured}
		err := h.run()
		if err == nil {
			t.Fatal("a peer without the cookie was let in")
		}
		if bytes.Contains([]byte(err.Error()), []byte(fakeCookie)) {
			t.Fatalf("the error shows the cookie: %v", err)
		}
	})
}

// FuzzMessage: no message of a peer panics, and none ends a call that it does not name.
func FuzzMessage(f *testing.F) {
	ours := Ref{Node: "2ABC@localhost", Creation: 7, Len: 3, ID: [maxRefWords]uint32{1}}
	us := Pid{Node: "2ABC@localhost", Creation: 7, ID: 1}
	for _, m := range []struct{ control, payload Term }{
		{Tuple{Int(opSend), Atom(""), us}, Tuple{ours, Atom("ok")}},
		{Tuple{Int(opSendSender), us, us}, Tuple{ours, Tuple{Atom("badrpc"), Atom("nodedown")}}},
		{Tuple{Int(opMonitorExit), rex, us, ours, Atom("noproc")}, nil},
		{Tuple{Int(opMonitor), us, us, ours}, nil},
		{Tuple{Int(opRegSend), us, Atom(""), rex}, Atom("hello")},
	} {
		frame, err := appendFrame(nil, m.control.(Tuple), m.payload) //nolint:forcetypeassert // they all are
		if err != nil {
			f.Fatal(err)
		}
		f.Add(frame[4:])
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		if len(frame) == 0 {
			return // a tick
		}
		other := Ref{Node: "2ABC@localhost", Creation: 7, Len: 3, ID: [maxRefWords]uint32{0xfffff, 0xabcdef, 0x123456}}
		answers, others := make(chan answer, 1), make(chan answer, 1)
		conn := &Conn{self: us, calls: map[Ref]chan<- answer{ours: answers, other: others}}
		_ = conn.handle(frame)
		if len(others) > 0 {
			t.Error("an answer went to another call")
		}
		if len(answers)+len(conn.calls) != 2 {
			t.Errorf("%d answers, %d calls wait", len(answers), len(conn.calls))
		}
	})
}
