package topicpermissions

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Between "clear all" and "add again" the user could use every routing key.
func TestUpdateIsOneWrite(t *testing.T) {
	var changes []string
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			// The client looks at the nodes before it changes anything; nobody tells.
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		body, _ := io.ReadAll(r.Body)
		changes = append(changes, r.Method+" "+r.URL.Path+" "+string(body))
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(node.Close)
	client, err := management.New(httpapi.Config{Endpoints: []string{node.URL}})
	if err != nil {
		t.Fatal(err)
	}
	subject := &Resource{tfkit.NewResource("topic_permissions", "vhost", "user", "exchange")}
	subject.Cluster = tfkit.NewCluster(client)
	var described resource.SchemaResponse
	subject.Schema(t.Context(), resource.SchemaRequest{}, &described)
	state := func(write string) tfsdk.State {
		values := map[string]tftypes.Value{}
		for name, value := range map[string]string{"id": "v/u/x", "vhost": "v", "user": "u", "exchange": "x", "write": write, "read": ".*"} {
			values[name] = tftypes.NewValue(tftypes.String, value)
		}
		return tfsdk.State{Schema: described.Schema, Raw: tftypes.NewValue(described.Schema.Type().TerraformType(t.Context()), values)}
	}
	resp := resource.UpdateResponse{State: state("^a")}
	subject.Update(t.Context(), resource.UpdateRequest{State: state("^a"), Plan: tfsdk.Plan(state("^b"))}, &resp)
	want := []string{`PUT /api/topic-permissions/v/u {"exchange":"x","read":".*","write":"^b"}`}
	if resp.Diagnostics.HasError() || !slices.Equal(changes, want) || !resp.State.Raw.Equal(state("^b").Raw) {
		t.Errorf("%q, %v", changes, resp.Diagnostics)
	}
}
