package erlang

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
)

// fakeEpmd answers the requests of each connection in turn.
func fakeEpmd(t *testing.T, answers ...string) (dialer *Dialer, asked *[]string) {
	t.Helper()
	dialer, asked = (&fakeNode{}).dialer(t), new([]string)
	dialer.Addresses = nil
	dialer.Dial = func(_ context.Context, _, address string) (net.Conn, error) {
		if len(answers) == 0 {
			return nil, errors.New("nobody there")
		}
		answer := answers[0]
		answers = answers[1:]
		ours, theirs := net.Pipe()
		go func() {
			request := make([]byte, 100)
			n, _ := theirs.Read(request)
			*asked = append(*asked, address+" "+string(request[:n]))
			_, _ = io.WriteString(theirs, answer)
			_ = theirs.Close()
		}()
		return ours, nil
	}
	return dialer, asked
}

func TestEpmd(t *testing.T) {
	dialer, asked := fakeEpmd(t, "w\x00\x64\x48M\x00\x00\x06\x00\x05\x00\x04fake\x00\x00")
	dialer.EpmdPort = 4000
	port, err := dialer.epmd(t.Context(), "there:4000", "fake")
	if err != nil || port != 25672 || !slices.Equal(*asked, []string{"there:4000 \x00\x05zfake"}) {
		t.Errorf("port %d, %v, asked %q", port, err, *asked)
	}
	for name, test := range map[string]struct {
		answers []string
		says    string
	}{
		"unreachable":      {nil, "nobody there (epmd runs on every host"},
		"silent":           {[]string{""}, "no epmd listens there"},
		"cut short":        {[]string{"w\x00\x64"}, "no epmd listens there"},
		"a stranger":       {[]string{"HTTP/1.1 400"}, "tag 72, not 119"},
		"an old node":      {[]string{"w\x00\x64\x48M\x00\x00\x05\x00\x05\x00\x04fake\x00\x00"}, "older than OTP 23"},
		"unknown, alone":   {[]string{"w\x01", "\x00\x00\x11\x11"}, "nor any other"},
		"unknown, others":  {[]string{"w\x01", "\x00\x00\x11\x11name rabbit at port 25672\nname x at port 1\n"}, "only rabbit, x"},
		"unknown, no list": {[]string{"w\x01", "\x00"}, "nor any other"},
		"endless list":     {[]string{"w\x01", "\x00\x00\x11\x11" + strings.Repeat("x", 1<<17)}, "nor any other"},
	} {
		dialer, _ := fakeEpmd(t, test.answers...)
		_, err := dialer.Connect(t.Context(), fakeName)
		var where *ConnectError
		if !errors.As(err, &where) || where.Step != StepEpmd || where.Address != "there:4369" || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	dialer, _ = fakeEpmd(t, "w\x00\x64\x48M\x00\x00\x06\x00\x05\x00\x04fake\x00\x00")
	_, err = dialer.Connect(t.Context(), "fake@::1")
	var unreachable *UnreachableError
	if !errors.As(err, &unreachable) || unreachable.Epmd || !strings.Contains(err.Error(), "at [::1]:25672") {
		t.Errorf("a node behind IPv6: %v", err)
	}
}
