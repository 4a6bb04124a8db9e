package management_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

const notFound = `{"error":"Object Not Found","reason":"Not Found"}`

// What one node does not find is gone only if another one says so, too; one that is out of order says nothing.
func TestAccFaultsAbsence(t *testing.T) {
	t.Parallel()
	ignorant := faultproxy.Status(http.StatusNotFound, "", notFound)
	hanging, broken := faultproxy.Hang(), faultproxy.Status(http.StatusBadGateway, "", "")
	for name, c := range map[string]struct {
		faults []faultproxy.Fault // by node
		there  bool
		want   error
	}{
		"gone":                                    {[]faultproxy.Fault{{}, {}, {}}, false, httpapi.ErrNotFound},
		"gone, second node broken":                {[]faultproxy.Fault{{}, broken, {}}, false, httpapi.ErrNotFound},
		"gone, second node hanging":               {[]faultproxy.Fault{{}, hanging, {}}, false, httpapi.ErrNotFound},
		"gone, the others broken":                 {[]faultproxy.Fault{{}, broken, hanging}, false, management.ErrUnconfirmed},
		"first node ignorant":                     {[]faultproxy.Fault{ignorant, {}, {}}, true, nil},
		"first node ignorant, second node cut":    {[]faultproxy.Fault{ignorant, faultproxy.Cut(), {}}, true, nil},
		"first node ignorant, second node broken": {[]faultproxy.Fault{ignorant, broken, {}}, true, nil},
		"first node ignorant, the others broken":  {[]faultproxy.Fault{ignorant, broken, broken}, true, management.ErrUnconfirmed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFront(t)
			if c.there {
				f.broker.Put(t, map[string]any{"type": "topic"}, "exchanges", f.vhost, "x")
			}
			for n, fault := range c.faults {
				f.proxies[n].Set(fault)
			}
			client := f.client(t, func(c *httpapi.Config) { c.Timeout = 6 * time.Second })
			exchange, err := client.Exchange(t.Context(), f.vhost, "x")
			if !errors.Is(err, c.want) || errors.Is(err, httpapi.ErrNotFound) != errors.Is(c.want, httpapi.ErrNotFound) {
				t.Fatalf("read: %v, want %v", err, c.want)
			}
			if err == nil && exchange.Type != "topic" {
				t.Errorf("got %+v", exchange)
			}
			err = client.DeleteExchange(t.Context(), f.vhost, "x")
			if unconfirmed := errors.Is(c.want, management.ErrUnconfirmed); (err != nil) != unconfirmed {
				t.Fatalf("delete: %v", err)
			}
			if err == nil && f.broker.Get(t, "exchanges", f.vhost, "x") != nil {
				t.Error("the exchange was not deleted")
			}
		})
	}
}
