package vhost

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestRefusalNamesTheQueuesAndWhatToDo(t *testing.T) {
	const down = `{"vhost":"v","name":"down%d","type":"classic","state":"down"}`
	empty := `{"vhost":"v","name":"empty","type":"classic","state":"running","messages":0,"consumers":1}`
	full := `{"vhost":"v","name":"full","type":"quorum","state":"running","messages":2,"consumers":0}`
	var many []string
	for i := range 6 {
		many = append(many, fmt.Sprintf(down, i))
	}
	for name, test := range map[string]struct {
		queues []string
		said   []string
	}{
		"nothing in it":   {nil, nil},
		"a consumer only": {[]string{empty}, nil},
		"one is down": {[]string{empty, fmt.Sprintf(down, 1)}, []string{
			`Virtual host "v" may hold messages`, `  Queue "down1" is down`, "Start the nodes", "deletion_protection = false",
		}},
		"many": {append(many, full), []string{
			`Virtual host "v" still holds messages`, "\n  Queue \"full\" holds 2 messages.\n  Queue \"down0\" is down", "  And 2 more.", "Consume or move them", "Start the nodes",
		}},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprintf(w, "[%s]", strings.Join(test.queues, ","))
		}))
		client, err := management.New(httpapi.Config{Endpoints: []string{server.URL}})
		if err != nil {
			t.Fatal(err)
		}
		var diags diag.Diagnostics
		refuseIfInUse(t.Context(), client, nil, "v", &diags)
		server.Close()
		if diags.HasError() != (test.said != nil) {
			t.Errorf("%s: %v", name, diags)
			continue
		}
		for _, want := range test.said {
			if text := diags[0].Summary() + "\n" + diags[0].Detail(); !strings.Contains(text, want) || strings.Contains(text, `"empty"`) {
				t.Errorf("%s: %q is not in\n%s", name, want, text)
			}
		}
	}
}
