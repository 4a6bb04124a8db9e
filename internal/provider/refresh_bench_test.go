//go:build unix

package provider

import (
	"context"
	"fmt"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// floorProvider has the schemas of the real one and does nothing: what it costs is what Terraform's libraries cost.
type floorProvider struct{ *Provider }

func (p floorProvider) Resources(ctx context.Context) []func() resource.Resource {
	constructors := p.Provider.Resources(ctx)
	for i, constructor := range constructors {
		constructors[i] = func() resource.Resource { return floorResource{constructor()} }
	}
	return constructors
}

// floorResource hides everything of a resource but its schemas.
type floorResource struct{ resource.Resource }

func (floorResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (r floorResource) IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	if known, ok := r.Resource.(resource.ResourceWithIdentity); ok {
		known.IdentitySchema(ctx, req, resp)
	}
}

// benchObjects is how many objects of each kind a refresh goes through.
const benchObjects = 1000

// BenchmarkRefresh is what one object costs in a plan that finds nothing to change, with Terraform's parallelism:
// validating it, upgrading its state, reading it, planning it. The broker is a fake in this process, whose share counts
// as ours. The floor is the same without anything of ours but the schemas. Processor time (cpu-ns/op) is what to compare:
// it hardly depends on what else the machine does.
func BenchmarkRefresh(b *testing.B) {
	fakeBroker(b, benchObjects)
	for _, name := range libraryLevels {
		b.Setenv(name, "OFF")
	}
	tuneGC(func(string) (string, bool) { return "", false })
	ours := newCaller(b, newSmallServer())
	floor := newCaller(b, withSmallContexts(providerserver.NewProtocol6(floorProvider{&Provider{version: "test"}}))())
	kinds := []struct {
		name    string
		objects []managed
	}{{name: "queue"}, {name: "binding"}, {name: "exchange"}, {name: "policy"}}
	for i := range benchObjects {
		for k := range kinds {
			kinds[k].objects = append(kinds[k].objects, sample(b, ours, kinds[k].name, i))
		}
	}
	for _, arm := range []struct {
		name string
		*caller
	}{{"ours", ours}, {"floor", floor}} {
		for _, kind := range kinds {
			b.Run(arm.name+"/"+kind.name, func(b *testing.B) {
				var next atomic.Int64
				began := processorTime(b)
				b.ReportAllocs()
				b.SetParallelism(5)
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if err := arm.refresh(b.Context(), kind.objects[next.Add(1)%benchObjects]); err != nil {
							b.Error(err)
							return
						}
					}
				})
				b.ReportMetric(float64(processorTime(b)-began)/float64(b.N), "cpu-ns/op")
			})
		}
	}
}

// processorTime is what this process has used so far, in nanoseconds.
func processorTime(b *testing.B) int64 {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return used.Utime.Nano() + used.Stime.Nano()
}

// sample is one object of the fake broker, as a configuration would say it.
func sample(b *testing.B, c *caller, kind string, i int) managed {
	b.Helper()
	queue, exchange, policy, key := fmt.Sprintf("q%d", i), fmt.Sprintf("x%d", i), fmt.Sprintf("p%d", i), fmt.Sprintf("k%d", i)
	switch kind {
	case "queue":
		return c.imported(b, "rabbitmqha_queue", "v/"+queue, map[string]any{
			"vhost": "v", "name": queue, "type": "quorum",
			"arguments": map[string]any{"max_length": 100000, "dead_letter_exchange": "dead"},
		})
	case "binding":
		return c.imported(b, "rabbitmqha_binding", "v/"+exchange+"/queue/"+queue+"/"+key, map[string]any{
			"vhost": "v", "source": exchange, "destination": queue, "routing_key": key,
		})
	case "exchange":
		return c.imported(b, "rabbitmqha_exchange", "v/"+exchange, map[string]any{"vhost": "v", "name": exchange, "type": "topic"})
	default:
		return c.imported(b, "rabbitmqha_policy", "v/"+policy, map[string]any{
			"vhost": "v", "name": policy, "pattern": "^" + queue + "$", "apply_to": "queues", "priority": 1,
			"definition": map[string]any{"max_length": 100000, "overflow": "reject-publish"},
		})
	}
}
