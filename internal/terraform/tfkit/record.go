package tfkit

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// Record writes an object to the state that was sent to the broker, as Create and Update do when they have written it, and compares
// it with what the broker has then. read takes that over into the model, as for ReadObject; nil where nothing is to be compared.
//
// Terraform taints what Create returns together with an error, and the next apply deletes it and makes it again: a virtual
// host with all that is in it, even one that was taken over. So nothing that goes wrong from here on is an error: what the
// plan left to the broker and nobody has read is null, until the next plan reads it. Only that the broker stores something else
// than it was sent is an error, and an object that may be somebody else's is not in the state then.
func Record[Model any](ctx context.Context, c *Cluster, state *tfsdk.State, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
	object Object, model Model, read func(context.Context, *management.Client, *Model) error,
) {
	written := Written{Object: object, Prior: *state, Ours: !c.Adopts()}
	if read != nil {
		written.Read = func(ctx context.Context, client *management.Client, into *tfsdk.State) error {
			found := model
			err := read(ctx, client, &found)
			if err == nil || isNotAsSent(err) {
				err = cmp.Or(AsError(Set(ctx, into, found)), err)
			}
			return err
		}
	}
	diags.Append(Set(ctx, state, model)...)
	c.RecordWritten(ctx, written, state, identity, diags)
}

// Written is an object that Create or Update has sent to the broker.
type Written struct {
	Object Object
	// Prior is the state before; null for a creation.
	Prior tfsdk.State
	// Ours says of a creation that there was no such object before, so that it may be deleted and made again.
	Ours bool
	// Read asks the broker for the object and writes it to a state; nil where nothing is to be compared.
	Read func(ctx context.Context, client *management.Client, into *tfsdk.State) error
}

// RecordWritten is Record for a resource without a model. The state is what was sent.
func (c *Cluster) RecordWritten(ctx context.Context, w Written, state *tfsdk.State, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics) {
	stored, differing, err := c.compare(ctx, w, *state)
	switch creating := w.Prior.Raw.IsNull(); {
	case errors.Is(err, httpapi.ErrNotFound):
		state.Raw = w.Prior.Raw
		diags.AddError("There is no "+w.Object.DisplayName+" after it was written", "RabbitMQ answered that it was written, and then "+
			"that it does not exist: "+err.Error()+".\n\nSomebody else has deleted it, or RabbitMQ has stored it under another name. It is "+
			"not in the state. Look at what there is (rabbitmqctl list_...) before you apply again.")
		return
	case err != nil:
		AddUnfinished(diags, w.Object, "read it back", err)
	case len(differing) > 0 && creating && !w.Ours:
		addDifferences(ctx, diags, w.Object, *state, differing, "The object may have existed before, so it is not in the state. "+
			"Correct the configuration and apply again.")
		state.Raw = w.Prior.Raw
		return
	case len(differing) > 0 && creating:
		addDifferences(ctx, diags, w.Object, *state, differing, "The object is in the state as RabbitMQ has it, and tainted: the next "+
			"apply makes it again. Correct the configuration before.")
		state.Raw = stored.Raw
	case len(differing) > 0:
		addDifferences(ctx, diags, w.Object, *state, differing, "The object is in the state as RabbitMQ has it, and the next plan "+
			"shows the difference. Correct the configuration.")
		state.Raw = stored.Raw
	case !stored.Raw.IsNull():
		state.Raw = fillUnknown(state.Raw, stored.Raw)
	}
	c.RecordIdentity(ctx, identity, diags, w.Object.Names...)
	known, err := tftypes.Transform(state.Raw, func(_ *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if !value.IsKnown() {
			return tftypes.NewValue(value.Type(), nil), nil
		}
		return value, nil
	})
	if err == nil {
		state.Raw = known
	}
}

// RecordIdentity is SetIdentity for an object that was written: what is wrong with its identity does not taint it.
func (c *Cluster) RecordIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics, pairs ...string) {
	var found diag.Diagnostics
	c.SetIdentity(ctx, identity, &found, pairs...)
	for _, each := range found {
		diags.AddWarning(each.Summary(), each.Detail())
	}
}

// AddUnfinished warns that something could not be done about an object after it was written. what is in the infinitive:
// "read it back".
func AddUnfinished(diags *diag.Diagnostics, object Object, what string, err error) {
	var found diag.Diagnostics
	AddError(&found, "Could not "+what+" after the "+object.DisplayName+" was written", err)
	for _, each := range found {
		diags.AddWarning(each.Summary(), each.Detail()+"\n\nThe "+object.DisplayName+" is in the state, and the next plan shows what is left to do.")
	}
}

// AsError is the first error among diagnostics, or nil.
func AsError(diags diag.Diagnostics) error {
	for _, each := range diags.Errors() {
		return fmt.Errorf("%s: %s", each.Summary(), each.Detail())
	}
	return nil
}
