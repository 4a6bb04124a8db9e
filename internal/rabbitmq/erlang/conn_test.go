package erlang

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Whatever ends a connection ends every call on it, with the reason.
func TestConnectionEnds(t *testing.T) {
	// frame answers a call with that, and leaves it to us to hang up.
	frame := func(length uint32, body string) func(*fakePeer) {
		return func(p *fakePeer) {
			p.next()
			_, _ = p.Write(append(binary.BigEndian.AppendUint32(nil, length), body...))
			p.next()
		}
	}
	for name, test := range map[string]struct {
		talk func(*fakePeer)
		says string
	}{
		"dropped":              {func(p *fakePeer) { p.next() }, "the node closed it"},
		"half a message":       {func(p *fakePeer) { p.next(); _, _ = p.Write([]byte("\x00\x00\x03\xe8\x70\x83\x68")) }, "the node closed it"},
		"half a length":        {func(p *fakePeer) { p.next(); _, _ = p.Write([]byte{0, 0}) }, "the node closed it"},
		"a huge length":        {frame(0xffffffff, ""), "message of 4294967295 bytes"},
		"a fragment":           {frame(2, "\x83\x45"), "type 131"},
		"control of no tuple":  {frame(4, "\x70\x83\x61\x02"), "no tuple"},
		"control unreadable":   {frame(3, "\x70\x83\xff"), "cannot be read"},
		"an empty control":     {frame(4, "\x70\x83\x68\x00"), "no tuple"},
		"control of wrong age": {frame(3, "\x70\x82\x6a"), "the version is 130"},
	} {
		t.Run(name, func(t *testing.T) {
			conn := (&fakeNode{talk: test.talk}).connect(t)
			_, err := conn.Call(t.Context(), "some", "f")
			var failed *CallError
			var lost *LostError
			if !errors.As(err, &failed) || !failed.MayRun || !errors.As(err, &lost) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v; want %q", err, test.says)
			}
			if conn.Err() == nil {
				t.Error("the connection does not know that it has ended")
			}
			if _, err := conn.Call(t.Context(), "some", "f"); !errors.As(err, &failed) || failed.MayRun || !errors.As(err, &lost) {
				t.Errorf("a call after the end: %v", err)
			}
		})
	}
}

// What a node may send to processes that we do not have, and answers that cannot be read, end nothing but their call.
func TestUnexpectedMessages(t *testing.T) {
	other := Pid{Node: fakeName, ID: 1, Creation: 1}
	stranger := Ref{Node: fakeName, Creation: 1, Len: 3, ID: [maxRefWords]uint32{1, 2, 3}}
	node := &fakeNode{talk: func(p *fakePeer) {
		call := p.next()
		us := call.from
		_, _ = p.Write(tick)
		p.send(Tuple{Int(1), other, us}, nil)                                                      // LINK
		p.send(Tuple{Int(3), other, us, Atom("killed")}, nil)                                      // EXIT
		p.send(Tuple{Int(7), other, us}, nil)                                                      // GROUP_LEADER
		p.send(Tuple{Int(8), other, us, Atom("kill")}, nil)                                        // EXIT2
		p.send(Tuple{Int(opMonitor), other, us, stranger}, nil)                                    // MONITOR_P
		p.send(Tuple{Int(opMonitorExit), rex, us, stranger, Atom("noproc")}, nil)                  // of a monitor not ours
		p.send(Tuple{Int(opMonitorExit), rex}, nil)                                                // cut short
		p.send(Tuple{Int(opRegSend), other, Atom(""), Atom("net_kernel")}, Tuple{Atom("is_auth")}) // REG_SEND
		p.send(Tuple{Int(opSend), Atom(""), us}, Atom("hello"))                                    // no answer
		p.send(Tuple{Int(opSend), Atom(""), us}, Tuple{stranger, Atom("hello")})                   // to nobody
		p.send(Tuple{Int(opSend), Atom(""), us}, Tuple{Atom("no_ref"), Atom("hello")})
		p.send(Tuple{Int(99)}, nil)
		p.send(Tuple{Int(opSendSender), other, us}, Tuple{call.ref, Atom("first")})
		p.reply(call, Atom("second"))

		call = p.next()
		frame, _ := appendFrame(nil, Tuple{Int(opSend), Atom(""), us}, Tuple{call.ref, Atom("x")})
		frame[len(frame)-3] = 255 // the tag of the atom
		_, _ = p.Write(frame)
		p.serve()
	}, functions: map[string]func(List) Term{"echo": echo}}
	conn := node.connect(t)
	if got, err := conn.Call(t.Context(), "some", "f"); err != nil || got != Term(Atom("first")) {
		t.Fatalf("%v, %v", got, err)
	}
	var failed *CallError
	var unreadable *DecodeError
	if _, err := conn.Call(t.Context(), "some", "f"); !errors.As(err, &unreadable) || !errors.As(err, &failed) || !failed.MayRun {
		t.Errorf("an answer that cannot be read: %v", err)
	}
	if got, err := conn.Call(t.Context(), "some", "echo", Int(1)); err != nil || got != Term(Int(1)) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestNoServerForCalls(t *testing.T) {
	node := &fakeNode{talk: func(p *fakePeer) {
		for _, reason := range []Atom{"noproc", "killed"} {
			call := p.next()
			p.send(Tuple{Int(opMonitorExit), rex, call.from, call.ref, reason}, nil)
		}
		p.next()
	}}
	conn := node.connect(t)
	for _, mayRun := range []bool{false, true} {
		_, err := conn.Call(t.Context(), "some", "f")
		var down *ServerDownError
		var failed *CallError
		if !errors.As(err, &down) || !errors.As(err, &failed) || failed.MayRun != mayRun {
			t.Errorf("%v", err)
		}
	}
}

func TestClose(t *testing.T) {
	called := make(chan struct{})
	conn := (&fakeNode{talk: func(p *fakePeer) { p.next(); close(called); p.next() }}).connect(t)
	go func() {
		<-called
		_ = conn.Close()
	}()
	_, err := conn.Call(t.Context(), "some", "f")
	var failed *CallError
	if !errors.Is(err, ErrClosed) || !errors.As(err, &failed) || !failed.MayRun {
		t.Errorf("%v", err)
	}
	if err := conn.Close(); err != nil {
		t.Errorf("closed again: %v", err)
	}
	if conn.Node() != fakeName || !errors.Is(conn.Err(), ErrClosed) {
		t.Errorf("%s: %v", conn.Node(), conn.Err())
	}
}

// We tick four times in the node's tick time, and at least every five seconds.
func TestTicks(t *testing.T) {
	for tickTime, atLeast := range map[Int]int{1: 220, 8: 28, 60: 11, 3600: 11, 0: 110} {
		synctest.Test(t, func(t *testing.T) {
			peers := make(chan *fakePeer, 1)
			conn := (&fakeNode{tickTime: tickTime, talk: func(p *fakePeer) {
				peers <- p
				go func() {
					for {
						if _, err := p.Write(tick); err != nil {
							return
						}
						time.Sleep(time.Second)
					}
				}()
				p.serve()
			}}).connect(t)
			peer := <-peers
			time.Sleep(time.Minute)
			peer.mu.Lock()
			if peer.heard < atLeast || peer.heard > 2*atLeast {
				t.Errorf("net_ticktime %d: heard of %d times in a minute, want %d or some more", tickTime, peer.heard, atLeast)
			}
			peer.mu.Unlock()
			_ = conn.Close()
			time.Sleep(2 * time.Second) // the peer notices with its next tick
		})
	}
}

// A node that says nothing is given up after its own tick time and a quarter, while a message that takes longer than
// that to arrive is a sign of life in all its parts.
func TestSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn := (&fakeNode{tickTime: 60, talk: func(p *fakePeer) {
			call := p.next()
			frame, _ := appendFrame(nil, Tuple{Int(opSend), Atom(""), call.from}, Tuple{call.ref, Binary(make([]byte, 20))})
			for _, b := range frame {
				time.Sleep(10 * time.Second)
				_, _ = p.Write([]byte{b})
			}
			p.serve()
		}}).connect(t)
		synctest.Wait() // until the tick time is known
		if _, err := conn.Call(t.Context(), "some", "slow"); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		conn.silence.broken()
		<-conn.ended
		if silent := time.Since(began); silent != 75*time.Second || !errors.Is(conn.Err(), errSilent) {
			t.Errorf("after %s: %v", silent, conn.Err())
		}
	})
}
