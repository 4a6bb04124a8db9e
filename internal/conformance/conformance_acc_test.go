package conformance_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// variable, set to "all", has every request of every life meet every fault.
const variable = "RABBITMQHA_CONFORMANCE"

// resources are those that the provider has, without its prefix.
func resources(t *testing.T) (names []string) {
	t.Helper()
	served, ok := provider.New("test")().(*provider.Provider)
	if !ok {
		t.Fatal("the provider is another")
	}
	for _, construct := range served.Resources(t.Context()) {
		var answer resource.MetadataResponse
		construct().Metadata(context.Background(), resource.MetadataRequest{ProviderTypeName: provider.TypeName}, &answer)
		names = append(names, strings.TrimPrefix(answer.TypeName, provider.TypeName+"_"))
	}
	return names
}

func TestEveryResourceHasAnEntry(t *testing.T) {
	names := resources(t)
	for _, name := range names {
		if _, known := table[name]; !known {
			t.Errorf("rabbitmqha_%s has no entry in the table: nothing shows that it keeps the contract", name)
		}
	}
	for name := range table {
		if !slices.Contains(names, name) {
			t.Errorf("there is no rabbitmqha_%s", name)
		}
	}
}

func TestAccConformance(t *testing.T) {
	lab.SameOnEveryBroker(t)
	b := newBroker(t)
	vhost := tfacctest.RandomWithPrefix("conformance")
	b.vhost(vhost)
	t.Cleanup(func() { b.t = t; b.remove("vhosts", vhost) })
	b.put(map[string]any{"type": "topic"}, "exchanges", vhost, "x")
	b.put(map[string]any{"durable": true}, "queues", vhost, "q")
	lives := 0
	for _, name := range resources(t) {
		t.Run(name, func(t *testing.T) {
			e := table[name]
			switch {
			case e.exempt != "":
				t.Skip(e.exempt)
			case e.needless != nil && e.needless(b) != "":
				t.Skip(e.needless(b))
			}
			at := *b
			at.t = t
			lives += conform(t, &at, e, name, vhost)
		})
	}
	t.Logf("%d lives", lives)
}

// conform lives one life in peace, and then those that the run is for.
func conform(t *testing.T, b *broker, e entry, name, vhost string) (lives int) {
	f := newFront(t, b.nodes)
	live := func(meets fault, at int) int {
		lives++
		l := &life{t: t, b: b, front: f, entry: e, vhost: vhost, name: fmt.Sprintf("%s-%d", vhost, lives), fault: meets}
		requests := l.live(provider.TypeName+"_"+name, at)
		if len(l.verdict) > 0 {
			t.Error(l)
		}
		if e.prepare != nil {
			b.remove("users", l.name)
			b.remove("vhosts", l.name)
		}
		return requests
	}
	requests := live(inPeace, -1)
	for number := range requests {
		for i, each := range faults {
			// The short form has each fault meet every eighth request, and each request every second resource.
			if os.Getenv(variable) == "all" || (number+2*i+len(name))%8 == 0 {
				live(each, number)
			}
		}
	}
	t.Logf("%d requests in peace, %d lives", requests, lives)
	return lives
}
