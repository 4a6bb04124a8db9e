package deliverycheck

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// Whoever may not look up a queue does not know its node. Every other failure is one.
func TestNodeIsUnknownToWhoMayNotSee(t *testing.T) {
	for name, test := range map[string]struct {
		status  int
		body    string
		whoami  string
		want    string
		failure string
	}{
		"seen":            {200, `{"items":[{"name":"q","node":"rabbit@a"}]}`, `{"tags":"management"}`, "rabbit@a", ""},
		"not let in":      {401, `{"error":"not_authorised","reason":"Login failed"}`, `{}`, "", ""},
		"no tag":          {401, `{"error":"not_authorised","reason":"Not management user"}`, `{}`, "", ""},
		"no permissions":  {401, `{"error":"not_authorised","reason":"User not authorised to access virtual host"}`, `{}`, "", ""},
		"forbidden":       {403, `{"error":"not_authorised","reason":"Access refused."}`, `{}`, "", ""},
		"hidden":          {404, `{"error":"not_found","reason":"Not Found"}`, `{"tags":["monitoring"]}`, "", ""},
		"another cluster": {404, `{"error":"Object Not Found","reason":"Not Found"}`, `{"tags":["administrator"]}`, "", "404"},
		"out of order":    {500, ``, `{}`, "", "500"},
	} {
		t.Run(name, func(t *testing.T) {
			node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/api/whoami":
					_, _ = w.Write([]byte(test.whoami))
				case "/api/global-parameters/internal_cluster_id":
					_, _ = w.Write([]byte(`{"name":"internal_cluster_id","value":"id"}`))
				default:
					w.WriteHeader(test.status)
					_, _ = w.Write([]byte(test.body))
				}
			}))
			defer node.Close()
			client, err := management.New(httpapi.Config{Endpoints: []string{node.URL}, MaxRetries: new(int)})
			if err != nil {
				t.Fatal(err)
			}
			got, err := nodeOf(client, "v")(t.Context(), "q")
			if got != test.want || (err != nil) != (test.failure != "") || err != nil && !strings.Contains(err.Error(), test.failure) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}
