package actions

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Without the block "config" Terraform hands over null, which the framework cannot read.
func TestActionWithoutConfiguration(t *testing.T) {
	for name, test := range map[string]struct {
		action action.Action
		want   string
	}{
		"all optional": {rebalanceQueues(), "No RabbitMQ broker to talk to"},
		"one required": {drainNode(), "The action is not configured"},
	} {
		t.Run(name, func(t *testing.T) {
			var schemas action.SchemaResponse
			test.action.Schema(t.Context(), action.SchemaRequest{}, &schemas)
			form := schemas.Schema.Type().TerraformType(t.Context())
			resp := action.InvokeResponse{SendProgress: func(action.InvokeProgressEvent) {}}
			test.action.Invoke(t.Context(), action.InvokeRequest{
				Config: tfsdk.Config{Schema: schemas.Schema, Raw: tftypes.NewValue(form, nil)},
			}, &resp)
			if len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Summary() != test.want {
				t.Errorf("%v", resp.Diagnostics)
			}
		})
	}
}
