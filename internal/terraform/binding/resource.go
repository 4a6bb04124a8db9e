package binding

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// keyAttributes name a binding, in the order of its id.
var keyAttributes = []string{"vhost", "source", "destination_type", "destination", "properties_key"}

// Resource is rabbitmqha_binding.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource { return &Resource{base()} }

func base() tfkit.Resource { return tfkit.NewResource("binding", keyAttributes...) }

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	wanted, err := plan.binding()
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("arguments_json"), "The arguments are not a JSON object", err.Error())
		return
	}
	if !r.Cluster.Adopts() && exists(ctx, client, plan, wanted, &resp.Diagnostics) {
		return
	}
	find := r.find
	propertiesKey, err := client.CreateBinding(ctx, wanted)
	switch {
	case err != nil && (propertiesKey == "" || r.Cluster.Adopts()):
		tfkit.AddError(&resp.Diagnostics, "Could not make the "+plan.object().DisplayName, err)
		return
	case err != nil:
		// With an error it would be replaced, and what is published in between would go nowhere.
		resp.Diagnostics.AddWarning("It is not known whether the "+plan.object().DisplayName+" was made", err.Error()+"\n\nIt is in the "+
			"state. When the node of the queue is back, the next plan shows whether it is there, and makes it if not.")
		find = nil
	}
	plan.setKey(propertiesKey)
	tfkit.Record(ctx, r.Cluster, &resp.State, resp.Identity, &resp.Diagnostics, plan.object(), plan, find)
}

// exists tells, with an error, that the binding is there already. The broker answers the same to a binding that it makes
// and to one that it has, so that it must be looked for before.
func exists(ctx context.Context, client *management.Client, plan Model, wanted management.Binding, diags *diag.Diagnostics) bool {
	propertiesKey, err := client.FindBinding(ctx, wanted)
	switch {
	case errors.Is(err, httpapi.ErrNotFound):
		return false
	case err != nil:
		tfkit.AddError(diags, "Could not make the "+plan.object().DisplayName, err)
	default:
		plan.setKey(propertiesKey)
		tfkit.AddExists(diags, plan.object().DisplayName, "rabbitmqha_binding", plan.ID.ValueString())
	}
	return true
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, Model.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := read(ctx, client, *state)
	switch {
	case err == nil:
		state.read(found)
	case errors.Is(err, management.ErrQueueDown) && !state.RoutingKey.IsNull():
		// It comes back with the queue's node. What is imported has yet to be read, and has to wait for it.
		return nil
	}
	return err
}

// read asks by the properties key. The broker also answers to keys that it would not give out, such as "a b" for "a+b";
// only an import can bring one in, and its id would name the binding in two ways.
func read(ctx context.Context, client *management.Client, state Model) (*management.Binding, error) {
	asked, err := state.binding()
	if err != nil {
		return nil, err
	}
	found, err := client.Binding(ctx, asked)
	if err == nil && found.PropertiesKey != asked.PropertiesKey {
		err = fmt.Errorf("the broker calls its properties key %q, not %q; import it by that", found.PropertiesKey, asked.PropertiesKey)
	}
	return found, err
}

// Update changes nothing at the broker: only another spelling of the same binding gets here.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	tfkit.KeepObject(ctx, r.Cluster, req, resp, Model.object)
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	tfkit.DeleteObject(ctx, r.Cluster, req, resp, Model.object, func(ctx context.Context, client *management.Client, state Model) error {
		unwanted, err := state.binding()
		if err != nil {
			return err
		}
		return client.DeleteBinding(ctx, unwanted)
	})
}

// ImportState implements resource.ResourceWithImportState.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if err := checkOrder(req.ID); err != nil {
		resp.Diagnostics.AddError("The import id is not valid", err.Error())
		return
	}
	r.Resource.ImportState(ctx, req, resp)
	if resp.Diagnostics.HasError() {
		return
	}
	var model Model
	resp.Diagnostics.Append(resp.State.Get(ctx, &model)...)
	if err := checkDestinationType(model.DestinationType.ValueString()); err != nil {
		resp.Diagnostics.AddError("The import id is not valid", err.Error())
		return
	}
	if req.ID != "" {
		model.setKey(management.CanonicalPropertiesKey(model.PropertiesKey.ValueString()))
		resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
	}
}

// checkOrder recognises an id of the community provider, which has the destination before its type, and says the one to write.
// What else may be wrong with an id is for Import to say.
func checkOrder(id string) error {
	parts, err := tfkit.SplitID(id, keyAttributes...)
	swapped := err == nil && checkDestinationType(parts[2]) != nil && checkDestinationType(parts[3]) == nil
	if !swapped {
		return nil
	}
	return fmt.Errorf("%q has the order of the community provider, in which the destination comes before its type; write `%s`",
		id, tfkit.JoinID(parts[0], parts[1], parts[3], parts[2], management.CanonicalPropertiesKey(parts[4])))
}
