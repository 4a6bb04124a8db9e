package erlang

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestHandshakeFaults(t *testing.T) {
	is := func(target any) func(error) bool {
		return func(err error) bool { return errors.As(err, target) }
	}
	for name, test := range map[string]struct {
		node fakeNode
		step Step
		is   func(error) bool
		says string
	}{
		"wrong cookie":          {fakeNode{cookie: "another"}, StepAck, is(new(*CookieError)), "rejected the cookie"},
		"peer without cookie":   {fakeNode{falseProof: true}, StepAck, is(new(*CookieError)), "does not prove"},
		"another node":          {fakeNode{name: "other@there"}, StepChallenge, is(new(*NameMismatchError)), `calls itself "other@there"`},
		"not allowed":           {fakeNode{status: "not_allowed"}, StepStatus, is(new(*RefusedError)), `"not_allowed": the node allows only`},
		"nok":                   {fakeNode{status: "nok"}, StepStatus, is(new(*RefusedError)), "try again"},
		"a status out of space": {fakeNode{status: "\xff\x00" + strings.Repeat("x", 1000)}, StepStatus, is(new(*RefusedError)), "says why"},
		"no name for us":        {fakeNode{status: "named:\x00\x00"}, StepStatus, nil, "no proper name"},
		"old peer":              {fakeNode{lacks: flagNameMe}, StepChallenge, nil, "OTP 23"},
		"hangs up after status": {fakeNode{hangUpAfter: 1}, StepChallenge, nil, "closed the connection"},
		"hangs up before ack":   {fakeNode{hangUpAfter: 2}, StepAck, is(new(*CookieError)), "rejected the cookie"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := test.node.dialer(t).Connect(t.Context(), fakeName)
			var where *ConnectError
			if !errors.As(err, &where) || where.Step != test.step || where.Node != fakeName {
				t.Fatalf("%v; want step %q", err, test.step)
			}
			if test.is != nil && !test.is(err) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%#v: %v", where.Err, err)
			}
			if strings.Contains(err.Error(), fakeCookie) {
				t.Errorf("the error shows the cookie: %v", err)
			}
		})
	}
}

// What a socket answers that is no Erlang node's, or not the right one's.
func TestHandshakeWithStrangers(t *testing.T) {
	for name, test := range map[string]struct {
		answer string
		says   string
	}{
		"nothing":             {"", "closed the connection"},
		"half a length":       {"\x00", "closed the connection"},
		"half a message":      {"\x00\x09snam", "closed the connection"},
		"TLS alert":           {"\x15\x03\x03\x00\x02\x02\x0a", "answers in TLS"},
		"a huge length":       {"\xff\xffs", "message of 65535 bytes"},
		"an empty message":    {"\x00\x00", "message of 0 bytes"},
		"HTTP":                {"HTTP/1.1 400 Bad Request\r\n\r\n", "message of 18516 bytes"},
		"another message":     {"\x00\x02nx", `message 'n' where 's' is due`},
		"a short challenge":   {"\x00\x0esnamed:\x00\x01a\x00\x00\x00\x01\x00\x03N\x00\x00", "cut short"},
		"a challenge unended": {"\x00\x0esnamed:\x00\x01a\x00\x00\x00\x01\x07\x00N\x00\x00", "closed the connection"},
	} {
		t.Run(name, func(t *testing.T) {
			dialer := (&fakeNode{}).dialer(t)
			dialer.Dial = func(context.Context, string, string) (net.Conn, error) {
				ours, theirs := net.Pipe()
				go func() {
					greeting := make([]byte, 64)
					_, _ = theirs.Read(greeting)
					_, _ = theirs.Write([]byte(test.answer))
					_ = theirs.Close()
				}()
				return ours, nil
			}
			_, err := dialer.Connect(t.Context(), fakeName)
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v; want %q", err, test.says)
			}
		})
	}
}

// A paused node's kernel accepts connections that nobody serves.
func TestSetupIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dialer := (&fakeNode{}).dialer(t)
		var theirs net.Conn
		dialer.Dial = func(context.Context, string, string) (net.Conn, error) {
			var ours net.Conn
			ours, theirs = net.Pipe()
			return ours, nil
		}
		began := time.Now()
		_, err := dialer.Connect(t.Context(), fakeName)
		if !errors.Is(err, errSetup) || time.Since(began) != setupTimeout {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		if _, err := theirs.Write([]byte{0}); err == nil {
			t.Error("the socket was left open")
		}

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := dialer.Connect(ctx, fakeName); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the caller's own deadline: %v", err)
		}
	})
}

func TestConnectRefusesWhatCannotWork(t *testing.T) {
	dialer := (&fakeNode{}).dialer(t)
	for _, node := range []string{"", "rabbit", "@host", "rabbit@", "a@b@c", "a b@c", "a@\xff", strings.Repeat("a", 300) + "@b"} {
		_, err := dialer.Connect(t.Context(), node)
		var where *ConnectError
		if !errors.As(err, &where) || where.Step != StepName {
			t.Errorf("%q: %v", node, err)
		}
	}
	if _, err := (&Dialer{}).Connect(t.Context(), fakeName); err == nil || !strings.Contains(err.Error(), "no cookie") {
		t.Errorf("without a cookie: %v", err)
	}
}
