package provider

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// stopping stands in front of a server and ends what is asked of the broker once Terraform has stopped the provider (Ctrl-C).
// The libraries end the calls that are under way at that moment (tf6server, stop). One that arrives a moment later, because
// Terraform had sent it already, they let run until it ends by itself, which with a broker that hangs takes as long as the
// provider's time-outs.
type stopping struct {
	fullServer
	stopped context.Context
	stop    context.CancelFunc
	calls   *calls
}

// calls counts the calls under way.
type calls struct {
	mu    sync.Mutex
	count int
	ended []chan struct{}
}

// begin counts a call until the function that it returns is called.
func (c *calls) begin() (end func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.count--; c.count > 0 {
			return
		}
		for _, each := range c.ended {
			close(each)
		}
		c.ended = nil
	}
}

// idle is closed when no call is under way.
func (c *calls) idle() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	ended := make(chan struct{})
	if c.count == 0 {
		close(ended)
	} else {
		c.ended = append(c.ended, ended)
	}
	return ended
}

// withStopping puts stopping in front of what the constructor makes. It is not for a process that Terraform attaches to
// (-debug), since that serves another run after one that was stopped.
func withStopping(server func() tfprotov6.ProviderServer) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		plain := server()
		if full, ok := plain.(fullServer); ok {
			stopped, stop := context.WithCancel(context.Background())
			return stopping{full, stopped, stop, &calls{}}
		}
		return plain
	}
}

// StopProvider ends all calls, those to come as well.
func (s stopping) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.stop()
	return s.fullServer.StopProvider(ctx, req)
}

// until is the context of a call that ends with the provider, too.
func (s stopping) until(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	forget := context.AfterFunc(s.stopped, cancel)
	context.AfterFunc(ctx, func() { forget() })
	return ctx
}

func (s stopping) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return s.fullServer.ReadResource(s.until(ctx), req)
}

func (s stopping) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return s.fullServer.PlanResourceChange(s.until(ctx), req)
}

// ApplyResourceChange is awaited where the process ends by itself: it may be changing something.
func (s stopping) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	defer s.calls.begin()()
	return s.fullServer.ApplyResourceChange(s.until(ctx), req)
}

func (s stopping) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return s.fullServer.ImportResourceState(s.until(ctx), req)
}

func (s stopping) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return s.fullServer.ReadDataSource(s.until(ctx), req)
}

func (s stopping) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	return s.fullServer.ListResource(s.until(ctx), req)
}

func (s stopping) PlanAction(ctx context.Context, req *tfprotov6.PlanActionRequest) (*tfprotov6.PlanActionResponse, error) {
	return s.fullServer.PlanAction(s.until(ctx), req)
}

func (s stopping) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	return s.fullServer.InvokeAction(s.until(ctx), req)
}
