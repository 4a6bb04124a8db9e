package vhost

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// What the broker has replaces what the state had, also where that is nothing any more.
func TestWhatTheBrokerHasIsRead(t *testing.T) {
	for name, broker := range map[string]string{
		"everything":          `{"name":"v","description":"orders","tags":["a"],"default_queue_type":"quorum","tracing":true}`,
		"another type":        `{"name":"v","description":"orders","tags":["a"],"default_queue_type":"stream","tracing":true}`,
		"description cleared": `{"name":"v","description":"","tags":[],"default_queue_type":"quorum","tracing":true}`,
		"an older broker":     `{"name":"v","tracing":false}`,
		"RabbitMQ 3.10":       `{"name":"v","description":"","tags":[],"default_queue_type":"undefined","tracing":false}`,
	} {
		t.Run(name, func(t *testing.T) {
			vhost := storedAs(t, broker)
			imported, before := Model{}, described("before", "b")
			before.DefaultQueueType, before.Tracing = types.StringValue("classic"), types.BoolValue(true)
			for state, model := range map[string]Model{"imported": imported, "known before": before} {
				model.read(vhost)
				want := map[string]attr.Value{
					"description": types.StringValue(vhost.Description), "default_queue_type": types.StringNull(),
					"tracing": types.BoolValue(vhost.Tracing),
				}
				if vhost.DefaultQueueType != "" {
					want["default_queue_type"] = types.StringValue(vhost.DefaultQueueType)
				}
				got := map[string]attr.Value{
					"description": model.Description, "default_queue_type": model.DefaultQueueType, "tracing": model.Tracing,
				}
				if diff := cmp.Diff(want, got); diff != "" || len(model.Tags.Elements()) != len(vhost.Tags) {
					t.Errorf("%s, %s: tags %s\n%s", state, name, model.Tags, diff)
				}
			}
		})
	}
}

// A PUT replaces the whole virtual host: what nobody set is sent as it was read, and a default queue type, which a broker
// can be configured to choose by itself, not at all.
func TestWhatIsLeftOutIsSentAsItWas(t *testing.T) {
	left := Model{Name: types.StringValue("v"), Tracing: types.BoolValue(true)}
	for name, test := range map[string]struct {
		model     Model
		has, want string
	}{
		"a new one":           {left, `{}`, `{"description":"","tags":"","tracing":true}`},
		"tags of somebody":    {left, `{"tags":["a","b"],"description":"theirs"}`, `{"description":"theirs","tags":"a,b","tracing":true}`},
		"type of somebody":    {left, `{"default_queue_type":"quorum"}`, `{"description":"","tags":"","default_queue_type":"quorum","tracing":true}`},
		"unknown to us":       {Model{Tags: types.SetUnknown(types.StringType), DefaultQueueType: types.StringUnknown()}, `{"tags":"a"}`, `{"description":"","tags":"a","tracing":false}`},
		"description cleared": {described("", "b"), `{"tags":["a"],"description":"theirs"}`, `{"description":"","tags":"b","tracing":false}`},
	} {
		t.Run(name, func(t *testing.T) {
			current := storedAs(t, test.has)
			wanted, diags := test.model.merge(t.Context(), *current)
			if diags.HasError() {
				t.Fatal(diags)
			}
			wanted.Name = "v"
			if got := sentFor(t, wanted); got != test.want {
				t.Errorf("sent %s, want %s", got, test.want)
			}
		})
	}
}

// storedAs is what the client reads where the broker answers so.
func storedAs(t *testing.T, answer string) *management.Vhost {
	t.Helper()
	vhost, err := clientOf(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, answer) }).Vhost(t.Context(), "v")
	if err != nil {
		t.Fatal(err)
	}
	return vhost
}

// sentFor is what the client writes to the broker.
func sentFor(t *testing.T, vhost management.Vhost) (body string) {
	t.Helper()
	err := clientOf(t, func(w http.ResponseWriter, r *http.Request) {
		sent, _ := io.ReadAll(r.Body)
		body = string(sent)
		w.WriteHeader(http.StatusNoContent)
	}).PutVhost(t.Context(), vhost)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func clientOf(t *testing.T, handler http.HandlerFunc) *management.Client {
	t.Helper()
	node := httptest.NewServer(handler)
	t.Cleanup(node.Close)
	client, err := management.New(httpapi.Config{Endpoints: []string{node.URL}})
	if err != nil {
		t.Fatal(err)
	}
	return client
}
