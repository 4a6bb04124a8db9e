package management

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// guarded is a broker of 4.3.3 or newer without any queue. It tells whom it takes the user for, and shows the virtual host
// or not.
func guarded(whoami http.HandlerFunc, shown bool) (handler http.HandlerFunc, asked func() string) {
	var mu sync.Mutex
	var paths []string
	return func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			paths = append(paths, r.URL.EscapedPath())
			mu.Unlock()
			switch {
			case r.URL.Path == "/api/whoami":
				whoami(w, r)
			case r.URL.Path == clusterIDPath:
				answering(200, `{"name":"internal_cluster_id","value":"id"}`)(w, r)
			case strings.HasSuffix(r.URL.Path, "/amq.default") && shown:
				answering(200, `{"name":""}`)(w, r)
			default:
				answering(404, notFound)(w, r)
			}
		}, func() string {
			mu.Lock()
			defer mu.Unlock()
			return strings.Join(paths, " ")
		}
}

func TestNotFoundCountsForWhoCanSee(t *testing.T) {
	tags := func(tags string) http.HandlerFunc { return answering(200, `{"name":"u","tags":`+tags+`}`) }
	for name, test := range map[string]struct {
		whoami http.HandlerFunc
		shown  bool
		want   error
	}{
		"an administrator":                {tags(`["administrator"]`), false, httpapi.ErrNotFound},
		"an administrator of 3.8":         {tags(`"monitoring,administrator"`), false, httpapi.ErrNotFound},
		"who is shown the virtual host":   {tags(`["management"]`), true, httpapi.ErrNotFound},
		"who is not":                      {tags(`["management"]`), false, ErrHidden},
		"who may see it, but not into it": {tags(`["monitoring","policymaker"]`), false, ErrHidden},
		"nobody knows":                    {answering(503, ``), true, ErrHidden},
		"no broker":                       {answering(404, notFound), false, httpapi.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			handler, asked := guarded(test.whoami, test.shown)
			for _, nodes := range []int{1, 2} {
				var endpoints []string
				for range nodes {
					endpoints = append(endpoints, newFakeNode(t, handler).URL)
				}
				client := newClient(t, endpoints...)
				gone := errors.Is(test.want, httpapi.ErrNotFound)
				for range 2 * smallOperation {
					_, err := client.Queue(t.Context(), "v/1", "q")
					if !errors.Is(err, test.want) || errors.Is(err, httpapi.ErrNotFound) != gone || IsAbsent(err) != gone {
						t.Fatalf("%d nodes: read: %v", nodes, err)
					}
				}
				if _, err := client.QueueUsage(t.Context(), "v/1", "q", UsageQuestion{}); !errors.Is(err, test.want) {
					t.Errorf("%d nodes: usage: %v", nodes, err)
				}
				if err := client.DeleteQueue(t.Context(), "v/1", "q", false); (err == nil) != gone {
					t.Errorf("%d nodes: delete: %v", nodes, err)
				}
				if err := client.PutPolicy(t.Context(), UserPolicy, Policy{Vhost: "v/1", Name: "p"}); !errors.Is(err, test.want) {
					t.Errorf("%d nodes: write: %v", nodes, err)
				}
			}
			if gone := errors.Is(test.want, httpapi.ErrNotFound); gone && name != "no broker" && strings.Count(asked(), "/api/whoami") != 2 {
				t.Errorf("each client asks once whom it is taken for: %s", asked())
			}
		})
	}
}

func TestVhostOfAPath(t *testing.T) {
	for path, want := range map[string]string{
		"/api/queues/v/q?disable_stats=true":   "v",
		"/api/queues/%2F?columns=name":         "%2F",
		"/api/queues?columns=name":             "",
		"/api/exchanges/a%2Fb/x":               "a%2Fb",
		"/api/bindings/v/e/x/q/q/k":            "v",
		"/api/policies/v/p":                    "v",
		"/api/operator-policies/v/p":           "v",
		"/api/parameters/shovel/v/s":           "v",
		"/api/parameters/shovel":               "",
		"/api/vhost-limits/v":                  "v",
		"/api/vhosts/v":                        "",
		"/api/users/queues":                    "",
		"/api/permissions/v/u":                 "",
		"/api/global-parameters/p":             "",
		"/api/overview?disable_stats=true":     "",
		"/api/user-limits/u/max-channels":      "",
		"/api/topic-permissions/v/u":           "",
		"/api/exchanges/v/x/bindings/source":   "v",
		"/api/queues/v/q/bindings?columns=a/b": "v",
	} {
		if got := vhostIn(path); got != want {
			t.Errorf("%s leads into %q, want %q", path, got, want)
		}
	}
}
