package provider

import (
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"testing"
)

// BenchmarkServe is one call for one object as it arrives from gRPC, first as the libraries come, then with each thing
// that Serve does added to those before it. "held" is what the process keeps of the call.
func BenchmarkServe(b *testing.B) {
	for _, arm := range []struct {
		name                 string
		quiet, small, seldom bool
	}{
		{name: "libraries"},
		{name: "quiet", quiet: true},
		{name: "contexts", quiet: true, small: true},
		{name: "collector", quiet: true, small: true, seldom: true},
	} {
		b.Run(arm.name, func(b *testing.B) {
			fakeBroker(b, 0)
			drainLog(b)
			for _, name := range libraryLevels {
				b.Setenv(name, map[bool]string{true: "OFF"}[arm.quiet])
			}
			server := newServer()
			if arm.small {
				server = newSmallServer()
			}
			if arm.seldom {
				defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
			}
			front := newFront(b, server)
			before := heap()
			b.ReportAllocs()
			for b.Loop() {
				front.validate(b)
			}
			held := heap() - before
			runtime.KeepAlive(front)
			b.ReportMetric(float64(held)/float64(b.N), "held-B/op")
		})
	}
}

// drainLog reads the log and throws it away, as Terraform does.
func drainLog(b *testing.B) {
	b.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		b.Fatal(err)
	}
	stderr, drained := os.Stderr, make(chan struct{})
	os.Stderr = write
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, read)
	}()
	b.Cleanup(func() {
		os.Stderr = stderr
		_ = write.Close()
		<-drained
		_ = read.Close()
	})
}
