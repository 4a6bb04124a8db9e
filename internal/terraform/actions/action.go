package actions

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// invoked is one action. Model is its configuration.
type invoked[Model any] struct {
	tfkit.Action
	name, about string
	attributes  map[string]schema.Attribute
	run         func(context.Context, task[Model])
}

// task is one invocation.
type task[Model any] struct {
	cluster *tfkit.Cluster
	config  Model
	diags   *diag.Diagnostics
	// tell shows a line to whoever watches.
	tell func(format string, args ...any)
}

var _ action.ActionWithConfigure = (*invoked[nodeModel])(nil)

// All returns the actions.
func All() []func() action.Action {
	return []func() action.Action{
		drainNode, growQueues, rebalanceQueues, reviveNode, shrinkQueues, synchroniseQueue,
	}
}

func (i *invoked[Model]) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + i.name
}

func (i *invoked[Model]) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: i.about + "\n\nActions need Terraform 1.14; OpenTofu has none.", Attributes: i.attributes}
}

// Invoke implements action.Action.
func (i *invoked[Model]) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	t := task[Model]{cluster: i.Cluster, diags: &resp.Diagnostics}
	i.read(ctx, req.Config, &t)
	if resp.Diagnostics.HasError() {
		return
	}
	t.tell = func(format string, args ...any) {
		message := fmt.Sprintf(format, args...)
		tflog.Info(ctx, message)
		resp.SendProgress(action.InvokeProgressEvent{Message: message})
	}
	began := time.Now()
	if i.run(ctx, t); !resp.Diagnostics.HasError() {
		t.tell("Done after %s.", time.Since(began).Round(time.Millisecond))
	}
}

// read takes over the configuration. Of an action without the block "config" all attributes are null.
func (i *invoked[Model]) read(ctx context.Context, config tfsdk.Config, t *task[Model]) {
	if !config.Raw.IsNull() {
		t.diags.Append(config.Get(ctx, &t.config)...)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(i.attributes)) {
		if i.attributes[name].IsRequired() {
			t.diags.AddAttributeError(path.Root(name), "The action is not configured", fmt.Sprintf("Write config { %s = ... }.", name))
		}
	}
}

// required is an attribute that names something.
func required(description string) schema.Attribute {
	return schema.StringAttribute{Required: true, MarkdownDescription: description}
}

// optional is an attribute that may be left out.
func optional(description string) schema.Attribute {
	return schema.StringAttribute{Optional: true, MarkdownDescription: description}
}
