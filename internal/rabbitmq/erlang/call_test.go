package erlang

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestCall(t *testing.T) {
	conn := (&fakeNode{functions: map[string]func(List) Term{"echo": echo}}).connect(t)
	got, err := conn.Call(t.Context(), "some", "echo", Tuple{Atom("ok"), Binary("x")})
	if err != nil || fmt.Sprint(got) != `{ok,<<"x">>}` {
		t.Fatalf("%v, %v", got, err)
	}
}

// Calls are answered in whatever order, and each gets its own answer.
func TestConcurrentCalls(t *testing.T) {
	const many = 100
	node := &fakeNode{talk: func(p *fakePeer) {
		var calls []*fakeCall
		for range many {
			calls = append(calls, p.next())
		}
		for i := range calls {
			p.reply(calls[many-1-i], calls[many-1-i].args[0])
		}
		p.next()
	}}
	conn := node.connect(t)
	var group sync.WaitGroup
	for i := range many {
		group.Go(func() {
			if got, err := conn.Call(t.Context(), "some", "echo", Int(i)); err != nil || got != Term(Int(i)) {
				t.Errorf("call %d: %v, %v", i, got, err)
			}
		})
	}
	group.Wait()
}

func TestBadRPC(t *testing.T) {
	exit := func(reason Term) Term { return Tuple{Atom("badrpc"), Tuple{Atom("EXIT"), reason}} }
	stack := func(module, function Atom, arguments Term) List {
		return List{Tuple{module, function, arguments, List(nil)}, Tuple{Atom("rpc"), Atom("x"), Int(1), List(nil)}}
	}
	for name, test := range map[string]struct {
		answer Term
		undef  bool
		says   string
	}{
		"undef":          {exit(Tuple{Atom("undef"), stack("some", "f", List{Binary("s3cret")})}), true, "no such function"},
		"undef by arity": {exit(Tuple{Atom("undef"), stack("some", "f", Int(1))}), true, "no such function"},
		"other arity":    {exit(Tuple{Atom("undef"), stack("some", "f", List{})}), false, "no such function"},
		"undef inside":   {exit(Tuple{Atom("undef"), stack("other", "f", List{Int(1)})}), false, "or one that it calls"},
		"odd undef":      {exit(Tuple{Atom("undef"), List{Int(1)}}), false, "undef"},
		"crash":          {exit(Tuple{Atom("badarg"), stack("some", "f", List{Binary("s3cret")})}), false, "failed with badarg"},
		"nested crash":   {exit(Tuple{Tuple{Atom("case_clause"), Int(1)}, stack("some", "f", Int(1))}), false, "failed with {case_clause,1}"},
		"exit":           {exit(Atom("shutdown")), false, "failed with shutdown"},
		"nodedown":       {Tuple{Atom("badrpc"), Atom("nodedown")}, false, "badrpc: nodedown"},
	} {
		t.Run(name, func(t *testing.T) {
			conn := (&fakeNode{functions: map[string]func(List) Term{"f": func(List) Term { return test.answer }}}).connect(t)
			_, err := conn.Call(t.Context(), "some", "f", Binary("s3cret"))
			var bad *BadRPCError
			if !errors.As(err, &bad) || IsUndef(err) != test.undef {
				t.Errorf("%v, undef %v", err, IsUndef(err))
			}
			if !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "s3cret") ||
				!strings.HasPrefix(err.Error(), "call some:f/1 on Erlang node fake@there: ") {
				t.Errorf("it reads %q", err)
			}
		})
	}
	if IsUndef(nil) || IsUndef(errors.New("undef")) {
		t.Error("something else is undef")
	}
}

// A caller that gives up leaves the connection usable, and a late answer goes to nobody.
func TestCallGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan struct{})
		node := &fakeNode{tickTime: 60, talk: func(p *fakePeer) {
			defer close(ended)
			slow := p.next()
			call := p.next()
			p.reply(slow, Atom("late"))
			p.reply(call, Atom("in_time"))
			p.next()
			if p.mu.Lock(); len(p.monitors) > 0 {
				t.Errorf("monitors are left: %v", p.monitors)
			}
		}}
		conn := node.connect(t)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := conn.Call(ctx, "some", "slow")
		var failed *CallError
		if !errors.As(err, &failed) || !failed.MayRun || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("%#v", err)
		}
		if got, err := conn.Call(t.Context(), "some", "quick"); err != nil || got != Term(Atom("in_time")) {
			t.Errorf("%v, %v", got, err)
		}
		if _, err := conn.Call(ctx, "some", "never"); !errors.As(err, &failed) || failed.MayRun {
			t.Errorf("a call that did not begin: %#v", err)
		}
		time.Sleep(2 * maxTickInterval) // what is released goes out with a tick
		_ = conn.Close()
		<-ended
	})
}

// Calls that cannot be sent are the caller's fault, and harm no other.
func TestCallThatCannotBeSaid(t *testing.T) {
	node := &fakeNode{functions: map[string]func(List) Term{"echo": echo}}
	dialer := node.dialer(t)
	dialer.MaxMessage = 1000
	conn, err := dialer.Connect(t.Context(), fakeName)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	loop := List{nil}
	loop[0] = loop
	for name, arg := range map[string]Term{"nil": nil, "endless": loop, "long atom": Atom(strings.Repeat("é", 256)), "too much": Binary(make([]byte, 2000))} {
		_, err := conn.Call(t.Context(), "some", "echo", arg)
		var failed *CallError
		if !errors.As(err, &failed) || failed.MayRun {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := conn.Call(t.Context(), "some", "echo", Int(1)); err != nil {
		t.Error(err)
	}
}

// An answer that is too large fails the call that it is for. The connection stands, and calls that are under way are answered.
func TestAnswerThatIsTooLargeFailsOneCall(t *testing.T) {
	node := &fakeNode{talk: func(p *fakePeer) {
		greedy, patient := p.next(), p.next()
		if patient.args[0] == Term(Atom("greedy")) {
			greedy, patient = patient, greedy
		}
		p.reply(greedy, Binary(make([]byte, 100_000)))
		p.reply(patient, Atom("answered"))
		p.reply(p.next(), Atom("answered"))
		p.next()
	}}
	dialer := node.dialer(t)
	dialer.MaxMessage = 5000
	conn, err := dialer.Connect(t.Context(), fakeName)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	answered := func(arg Atom) {
		if got, err := conn.Call(t.Context(), "some", "f", arg); err != nil || got != Term(Atom("answered")) {
			t.Errorf("%s: %v, %v", arg, got, err)
		}
	}
	var group sync.WaitGroup
	group.Go(func() { answered("patient") })
	_, err = conn.Call(t.Context(), "some", "f", Atom("greedy"))
	var large *TooLargeError
	if !errors.As(err, &large) || large.Bytes < 100_000 || large.Limit != 5000 {
		t.Errorf("%v", err)
	}
	group.Wait()
	answered("another")
}
