package erlang

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"
)

const (
	fakeName   = "fake@there"
	fakeCookie = "not-the-cookie-of-anything"
)

// fakeNode is the other side of the protocol, in this process and over a pipe, for what no real node does on demand.
// Zero values behave.
type fakeNode struct {
	name, cookie string
	status       string // instead of a name for us
	lacks        uint64 // flags
	falseProof   bool   // of the cookie
	hangUpAfter  int    // this many messages of the handshake
	tickTime     Int    // 0 means that it does not tell

	// talk runs after the handshake; nil means serve.
	talk func(*fakePeer)
	// functions answers calls of any module; one that is missing is undef.
	functions map[string]func(args List) Term
}

// fakePeer is one connection of a fakeNode.
type fakePeer struct {
	*fakeNode
	net.Conn
	sent int

	mu       sync.Mutex
	heard    int // frames; each is a sign of life
	monitors map[Ref]bool
}

// dialer reaches only the fake.
func (f *fakeNode) dialer(t testing.TB) *Dialer {
	t.Helper()
	cookie, err := NewCookie(fakeCookie)
	if err != nil {
		t.Fatal(err)
	}
	return &Dialer{
		Cookie: cookie, Addresses: map[string]string{fakeName: "there:1"},
		Dial: func(context.Context, string, string) (net.Conn, error) {
			ours, theirs := net.Pipe()
			go f.accept(theirs)
			return ours, nil
		},
	}
}

func (f *fakeNode) connect(t testing.TB) *Conn {
	t.Helper()
	conn, err := f.dialer(t).Connect(context.Background(), fakeName)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func (f *fakeNode) accept(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	p := &fakePeer{fakeNode: f, Conn: conn, monitors: map[Ref]bool{}}
	name, cookie := fakeName, fakeCookie
	if f.name != "" {
		name = f.name
	}
	if f.cookie != "" {
		cookie = f.cookie
	}
	known, _ := NewCookie(cookie)

	p.receive(2) // the name of who calls
	status := binary.BigEndian.AppendUint16([]byte("snamed:"), uint16(len("2ABC@localhost")))
	status = binary.BigEndian.AppendUint32(append(status, "2ABC@localhost"...), 7)
	if f.status != "" {
		status = []byte("s" + f.status)
	}
	const challenge = 4000000000
	greeting := binary.BigEndian.AppendUint64([]byte{'N'}, ourFlags&^f.lacks)
	greeting = binary.BigEndian.AppendUint32(greeting, challenge)
	greeting = binary.BigEndian.AppendUint32(greeting, 1)
	greeting = append(binary.BigEndian.AppendUint16(greeting, uint16(len(name))), name...)
	if !p.greet(status) || !p.greet(greeting) {
		return
	}
	reply := p.receive(2)
	if want := known.digest(challenge); len(reply) != 21 || string(reply[5:]) != string(want[:]) {
		return // as a node does, without a word
	}
	proof := known.digest(binary.BigEndian.Uint32(reply[1:]))
	if f.falseProof {
		proof[0]++
	}
	if !p.greet(append([]byte{'a'}, proof[:]...)) {
		return
	}
	if f.talk != nil {
		f.talk(p)
		return
	}
	p.serve()
}

// greet sends a message of the handshake, unless it is time to hang up.
func (p *fakePeer) greet(message []byte) bool {
	if p.hangUpAfter > 0 && p.sent == p.hangUpAfter {
		_, _ = p.Write([]byte{0}) // half a length
		return false
	}
	p.sent++
	_, err := p.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(message))), message...))
	return err == nil
}

// receive reads one frame; nil at the end, empty for a tick.
func (p *fakePeer) receive(prefix int) []byte {
	length := make([]byte, 4)
	if _, err := io.ReadFull(p, length[4-prefix:]); err != nil {
		return nil
	}
	frame := make([]byte, binary.BigEndian.Uint32(length))
	if _, err := io.ReadFull(p, frame); err != nil {
		return nil
	}
	return frame
}

// fakeCall is a request as it reached the fake.
type fakeCall struct {
	from     Pid
	ref      Ref
	function string
	args     List
}

// next returns the next call, or nil at the end of the connection. It keeps count of frames and monitors.
func (p *fakePeer) next() *fakeCall {
	for {
		frame := p.receive(4)
		if frame == nil {
			return nil
		}
		p.mu.Lock()
		p.heard++
		p.mu.Unlock()
		if len(frame) == 0 {
			continue
		}
		in := newDecoder(frame[1:])
		control, _ := in.external().(Tuple)
		p.mu.Lock()
		switch control[0] {
		case Term(Int(opMonitor)):
			ref, _ := refAt(control, 3)
			p.monitors[ref] = true
		case Term(Int(opDemonitor)):
			ref, _ := refAt(control, 3)
			delete(p.monitors, ref)
		}
		p.mu.Unlock()
		if control[0] != Term(Int(opRegSend)) {
			continue
		}
		message, _ := Tagged(in.external(), "$gen_call")
		from, _ := message[0].(Tuple)
		request, _ := Tagged(message[1], "call")
		call := &fakeCall{}
		call.from, _ = from[0].(Pid)
		call.ref, _ = refAt(from, 1)
		call.function = string(request[1].(Atom)) //nolint:forcetypeassert // a broken request shall break the test
		call.args, _ = request[2].(List)
		if call.function == "get_net_ticktime" {
			if p.tickTime > 0 {
				p.reply(call, p.tickTime)
			}
			continue
		}
		return call
	}
}

func (p *fakePeer) reply(call *fakeCall, result Term) {
	p.send(Tuple{Int(opSend), Atom(""), call.from}, Tuple{call.ref, result})
}

func (p *fakePeer) send(control Tuple, payload Term) {
	if frame, err := appendFrame(nil, control, payload); err == nil {
		_, _ = p.Write(frame)
	}
}

func (p *fakePeer) serve() {
	for call := p.next(); call != nil; call = p.next() {
		f, ok := p.functions[call.function]
		if !ok {
			frame := Tuple{Atom("some"), Atom(call.function), call.args, List(nil)}
			p.reply(call, Tuple{Atom("badrpc"), Tuple{Atom("EXIT"), Tuple{Atom("undef"), List{frame}}}})
			continue
		}
		p.reply(call, f(call.args))
	}
}

// echo answers with the first argument.
func echo(args List) Term { return args[0] }
