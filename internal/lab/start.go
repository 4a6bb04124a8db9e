package lab

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"
)

// Start brings a lab up for one test and takes it down after it. Where the lab cannot be had, the test is
// skipped with the reason. Should the test's process end without cleaning up, the lab ends all the same.
func Start(t testing.TB, o Options) *Lab {
	t.Helper()
	reading, writing, err := os.Pipe()
	if err != nil {
		t.Fatalf("start a lab: %v", err)
	}
	defer func() { _ = reading.Close() }()
	t.Cleanup(func() { _ = writing.Close() })
	l, err := up(t.Context(), o, reading)
	if unavailable := (*ErrUnavailable)(nil); errors.As(err, &unavailable) {
		t.Skip(unavailable.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			for _, n := range l.Nodes {
				t.Logf("%s%s", n.Name, n.bootLog())
			}
		}
		// The test's own context has ended by now.
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := l.Down(ctx); err != nil {
			t.Error(err)
		}
	})
	return l
}
