package management

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi/httpapitest"
)

// asked is the network of one node that answers everything, and what it was asked for.
type asked struct {
	*httpapitest.Script
	paths []string
}

func (a *asked) RoundTrip(r *http.Request) (*http.Response, error) {
	a.paths = append(a.paths, r.URL.RequestURI())
	return a.Script.RoundTrip(r)
}

// While a broker boots the client asks for what any user may read, and costs the broker little.
func TestReadinessIsAskedOfTheOverview(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		network, endpoints := httpapitest.NewScript(only(refuses, fine))
		node := &asked{Script: network}
		client, err := New(httpapi.Config{Endpoints: endpoints, WaitForReady: time.Minute, Transport: node})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := client.Vhost(t.Context(), "v"); err != nil {
			t.Fatal(err)
		}
		const overview = "/api/overview?disable_stats=true"
		if len(node.paths) != 3 || node.paths[0] != overview || node.paths[1] != overview {
			t.Errorf("asked for %q", node.paths)
		}
	})
}
