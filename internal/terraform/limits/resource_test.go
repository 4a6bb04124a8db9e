package limits

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// recorder is a broker that writes down what it is asked to change, and refuses one limit if told so.
type recorder struct {
	has     map[string]any
	changes []string
	refuses string
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if req.Method == http.MethodGet {
		_ = json.NewEncoder(w).Encode([]any{map[string]any{"vhost": "v", "value": r.has}})
		return
	}
	body, _ := io.ReadAll(req.Body)
	r.changes = append(r.changes, strings.TrimSpace(req.Method+" "+req.URL.Path+" "+string(body)))
	if r.refuses != "" && strings.HasSuffix(req.URL.Path, r.refuses) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	limit := path.Base(req.URL.Path)
	delete(r.has, limit)
	var wanted struct{ Value int }
	if json.Unmarshal(body, &wanted) == nil {
		r.has[limit] = wanted.Value
	}
	w.WriteHeader(http.StatusNoContent)
}

// limits is rabbitmqha_vhost_limits at that broker, and the raw form of its states.
func (r *recorder) limits(t *testing.T) (*Resource, func(connections, queues any) tfsdk.State) {
	t.Helper()
	node := httptest.NewServer(r)
	t.Cleanup(node.Close)
	client, err := management.New(httpapi.Config{Endpoints: []string{node.URL}})
	if err != nil {
		t.Fatal(err)
	}
	limited := newResource(ofVhost)
	limited.Cluster = tfkit.NewCluster(client)
	var described resource.SchemaResponse
	limited.Schema(t.Context(), resource.SchemaRequest{}, &described)
	form := described.Schema.Type().TerraformType(t.Context())
	return limited, func(connections, queues any) tfsdk.State {
		return tfsdk.State{Schema: described.Schema, Raw: tftypes.NewValue(form, map[string]tftypes.Value{
			"id": tftypes.NewValue(tftypes.String, "v"), "vhost": tftypes.NewValue(tftypes.String, "v"),
			"max_connections": tftypes.NewValue(tftypes.Number, connections), "max_queues": tftypes.NewValue(tftypes.Number, queues),
		})}
	}
}

// D4: the community provider takes all limits away before it sets them again.
func TestUpdateLeavesWhatStands(t *testing.T) {
	for name, test := range map[string]struct {
		before, after [2]any
		want          []string
	}{
		"one changes":  {[2]any{5, 6}, [2]any{5, 7}, []string{`PUT /api/vhost-limits/v/max-queues {"value":7}`}},
		"one goes":     {[2]any{5, 6}, [2]any{nil, 6}, []string{"DELETE /api/vhost-limits/v/max-connections"}},
		"both change":  {[2]any{5, 6}, [2]any{0, 7}, []string{`PUT /api/vhost-limits/v/max-connections {"value":0}`, `PUT /api/vhost-limits/v/max-queues {"value":7}`}},
		"nothing does": {[2]any{5, 6}, [2]any{5, 6}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			broker := &recorder{has: map[string]any{}}
			for i, limit := range []string{"max-connections", "max-queues"} {
				if test.before[i] != nil {
					broker.has[limit] = test.before[i]
				}
			}
			limited, state := broker.limits(t)
			before, after := state(test.before[0], test.before[1]), state(test.after[0], test.after[1])
			resp := resource.UpdateResponse{State: before}
			limited.Update(t.Context(), resource.UpdateRequest{State: before, Plan: tfsdk.Plan(after)}, &resp)
			if resp.Diagnostics.HasError() || !slices.Equal(broker.changes, test.want) || !resp.State.Raw.Equal(after.Raw) {
				t.Errorf("%q, %v, %s", broker.changes, resp.Diagnostics, resp.State.Raw)
			}
		})
	}
}

// An update that the broker refuses in part is in the state as far as it was written.
func TestWhatWasWrittenBeforeARefusalIsInTheState(t *testing.T) {
	broker := &recorder{has: map[string]any{}, refuses: "max-queues"}
	limited, state := broker.limits(t)
	before := state(1, 2)
	resp := resource.UpdateResponse{State: before}
	limited.Update(t.Context(), resource.UpdateRequest{State: before, Plan: tfsdk.Plan(state(5, 6))}, &resp)
	if !resp.Diagnostics.HasError() || !resp.State.Raw.Equal(state(5, 2).Raw) {
		t.Errorf("%s, %v", resp.State.Raw, resp.Diagnostics)
	}
}

// A creation that is refused, also in part, is in no state: with an error it would be tainted, and the next apply would take
// limits away that were there before.
func TestCreationThatIsRefusedIsNotRecorded(t *testing.T) {
	for _, refused := range []string{"max-queues", "max-connections"} {
		broker := &recorder{has: map[string]any{}, refuses: refused}
		limited, state := broker.limits(t)
		plan := tfsdk.Plan(state(5, 6))
		resp := resource.CreateResponse{State: tfsdk.State{Schema: plan.Schema, Raw: tftypes.NewValue(plan.Raw.Type(), nil)}}
		limited.Create(t.Context(), resource.CreateRequest{Plan: plan}, &resp)
		if !resp.Diagnostics.HasError() || !resp.State.Raw.IsNull() {
			t.Errorf("%s is refused: %s, %v", refused, resp.State.Raw, resp.Diagnostics)
			continue
		}
		want := fmt.Sprintf("Could not set %s among the limits of virtual host \"v\"", strings.ReplaceAll(refused, "-", "_"))
		if got := resp.Diagnostics[0].Summary(); got != want {
			t.Errorf("%s is refused: %s", refused, got)
		}
	}
}

func TestKindReadsWhatItWrote(t *testing.T) {
	limited, state := (&recorder{}).limits(t)
	var diags diag.Diagnostics
	from := state(0, nil)
	got := limited.kind.get(t.Context(), from, &diags)
	again := tfsdk.State{Schema: from.Schema, Raw: tftypes.NewValue(from.Raw.Type(), nil)}
	diags.Append(limited.kind.set(t.Context(), &again, got)...)
	if diags.HasError() || !again.Raw.Equal(from.Raw) || !got.limits["max_connections"].Equal(types.Int64Value(0)) {
		t.Errorf("%s, %v", again.Raw, diags)
	}
}
