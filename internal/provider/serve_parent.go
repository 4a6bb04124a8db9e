package provider

import (
	"context"
	"os"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

const (
	// parentPause is how often the provider looks whether Terraform is still there.
	parentPause = time.Second
	// parentGrace is how long calls may take to end when it is not. A change that is on its way is finished in this time
	// (management.Client), so that a node is not left in the middle of one.
	parentGrace = 15 * time.Second
)

// orphanage ends the process when the process that started it is gone. Terraform ends its providers itself, unless it is
// killed or crashes: then nobody does. The connection to it breaks, which ends its calls, but the library goes on waiting for
// another one.
//
// That a parent is gone shows in the parent's id, which becomes that of another process on Linux, macOS and the BSDs. On Windows
// it does not change, and a provider lives on there. The standard input does not tell: it is Terraform's own.
type orphanage struct {
	parent func() int
	pause  time.Duration
	end    func()
}

// watch returns when the parent is gone, or the context ended. Then all calls are stopped, and the process ends when they have
// ended, or after the grace.
func (o orphanage) watch(ctx context.Context, s stopping, grace time.Duration) {
	first, tick := o.parent(), time.NewTicker(o.pause)
	defer tick.Stop()
	for o.parent() == first {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
	s.stop()
	select {
	case <-s.calls.idle():
	case <-time.After(grace):
	case <-ctx.Done():
		return
	}
	o.end()
}

// withParent makes the process end with the one that started it.
func withParent(server func() tfprotov6.ProviderServer) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		served := server()
		if s, ok := served.(stopping); ok {
			o := orphanage{parent: os.Getppid, pause: parentPause, end: func() { os.Exit(1) }}
			go o.watch(context.Background(), s, parentGrace)
		}
		return served
	}
}
