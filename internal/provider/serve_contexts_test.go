package provider

import (
	"context"
	"reflect"
	"runtime"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// tf6server finds what not every server does by type assertion, so that a method lost here would be a feature lost.
func TestSmallContextsLoseNoMethodOfTheServer(t *testing.T) {
	plain, small := newServer(), newSmallServer()
	if _, ok := small.(smallContexts); !ok {
		t.Fatalf("the server is %T", small)
	}
	has := reflect.TypeOf(small)
	for method := range reflect.TypeOf(plain).Methods() {
		if _, ok := has.MethodByName(method.Name); !ok {
			t.Errorf("%s is lost", method.Name)
		}
	}
	for name, does := range map[string]func(tfprotov6.ProviderServer) bool{
		"list resources": does[tfprotov6.ListResourceServer],
		"actions":        does[tfprotov6.ActionServer],
		"state stores":   does[tfprotov6.StateStoreServer],
	} {
		if !does(plain) || !does(small) {
			t.Errorf("%s: %t, with small contexts %t", name, does(plain), does(small))
		}
	}
}

func does[Part any](server tfprotov6.ProviderServer) bool {
	_, ok := server.(Part)
	return ok
}

func TestHangingReadEndsWhenItIsToldTo(t *testing.T) {
	for name, test := range map[string]struct {
		server func() tfprotov6.ProviderServer
		end    func(t *testing.T, server tfprotov6.ProviderServer, cancel context.CancelFunc)
	}{
		"plain, provider stopped": {newServer, stop},
		"small, provider stopped": {newSmallServer, stop},
		"plain, call cancelled":   {newServer, cancelCall},
		"small, call cancelled":   {newSmallServer, cancelCall},
	} {
		t.Run(name, func(t *testing.T) {
			arrived, left := hangingBroker(t, "/api/queues/")
			c := newCaller(t, test.server())
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			state := encode(t, c.schemas.ResourceSchemas["rabbitmqha_queue"], map[string]any{"id": "v/q", "vhost": "v", "name": "q"})
			ended := make(chan *tfprotov6.ReadResourceResponse)
			go func() {
				resp, err := c.ReadResource(ctx, &tfprotov6.ReadResourceRequest{TypeName: "rabbitmqha_queue", CurrentState: state})
				if err != nil {
					t.Error(err)
				}
				ended <- resp
			}()
			within(t, "the request", arrived)
			test.end(t, c, cancel)
			if resp := within(t, "the end of the read", ended); len(resp.Diagnostics) == 0 {
				t.Error("a read that was broken off is no error")
			}
			within(t, "the end of the request", left)
		})
	}
}

func stop(t *testing.T, server tfprotov6.ProviderServer, _ context.CancelFunc) {
	t.Helper()
	if _, err := server.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}); err != nil {
		t.Error(err)
	}
}

func cancelCall(_ *testing.T, _ tfprotov6.ProviderServer, cancel context.CancelFunc) { cancel() }

// within is far more than anything here takes, and far less than the provider's own time-out.
func within[T any](t *testing.T, what string, from <-chan T) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(30 * time.Second):
		t.Fatalf("%s did not come", what)
		panic("unreachable")
	}
}

// What the framework keeps of a call is counted against what it keeps when it is left alone, in the same run.
func TestSmallContextsKeepTheHeapSmall(t *testing.T) {
	for _, name := range libraryLevels {
		t.Setenv(name, "OFF")
	}
	fakeBroker(t, 1)
	plain, small := heldByCall(t, newServer()), heldByCall(t, newSmallServer())
	t.Logf("held by each call: %d bytes, with small contexts %d", plain, small)
	if small*4 > plain {
		t.Errorf("each call holds %d bytes with small contexts, %d without", small, plain)
	}
}

// heldByCall is what stays on the heap after a call, in bytes.
func heldByCall(t *testing.T, server tfprotov6.ProviderServer) int64 {
	t.Helper()
	const calls = 2000
	front := newFront(t, server)
	front.validate(t)
	before := heap()
	for range calls {
		front.validate(t)
	}
	held := heap() - before
	runtime.KeepAlive(front)
	return held / calls
}

// heap is what is in use after collecting, in bytes.
func heap() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}
