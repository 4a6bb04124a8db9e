package provider_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// record is what Terraform has of an object between two of its runs. Tainted is one whose creation returned it with an error:
// the next run would destroy it.
type record struct {
	held
	private []byte
	tainted bool
}

// none is the record of an object that is in no state.
func none(typeName string) record { return record{held: held{typeName: typeName}} }

// change is one run of Terraform for one object: it plans a configuration, nil to destroy, and applies the plan. What it returns
// is what Terraform records, whether the run failed or not.
func (a *actor) change(ctx context.Context, t *testing.T, before record, config map[string]any) (record, error) {
	t.Helper()
	schema := a.schemas.ResourceSchemas[before.typeName]
	planned, request, err := a.plans(ctx, t, before, config)
	if err != nil {
		return before, fmt.Errorf("plan: %w", err)
	}
	if before.state != nil && config != nil && len(planned.RequiresReplace) > 0 {
		t.Errorf("the plan would replace %s because of %v", before.typeName, planned.RequiresReplace)
	}
	applied, err := a.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: before.typeName, Config: request.Config, PriorState: request.PriorState, PlannedState: planned.PlannedState,
		PlannedPrivate: planned.PlannedPrivate, PlannedIdentity: planned.PlannedIdentity,
	})
	if err = failureOf(err, applied.Diagnostics); err != nil {
		err = fmt.Errorf("apply: %w", err)
	}
	after := record{held: held{before.typeName, applied.NewState, applied.NewIdentity}, private: applied.Private}
	if applied.NewState == nil || isNull(t, schema, applied.NewState) {
		after = none(before.typeName)
	}
	after.tainted = err != nil && before.state == nil && after.state != nil
	return after, err
}

// plans is the plan of a configuration, and what was asked for it.
func (a *actor) plans(ctx context.Context, t *testing.T, before record, config map[string]any,
) (*tfprotov6.PlanResourceChangeResponse, *tfprotov6.PlanResourceChangeRequest, error) {
	t.Helper()
	schema := a.schemas.ResourceSchemas[before.typeName]
	request := &tfprotov6.PlanResourceChangeRequest{
		TypeName: before.typeName, PriorState: before.state, PriorIdentity: before.identity, PriorPrivate: before.private,
		Config: nothing(t, schema), ProposedNewState: nothing(t, schema),
	}
	if before.state == nil {
		request.PriorState = nothing(t, schema)
	}
	if config != nil {
		request.Config, request.ProposedNewState = encoded(t, schema, config), a.proposed(t, schema, request.PriorState, config)
	}
	planned, err := a.PlanResourceChange(ctx, request)
	if err != nil {
		return nil, nil, err
	}
	return planned, request, failureOf(nil, planned.Diagnostics)
}

// refreshed is what a read makes of a record: none where the object is gone.
func (a *actor) refreshed(ctx context.Context, t *testing.T, o record) (record, error) {
	t.Helper()
	if o.state == nil {
		return o, nil
	}
	read, err := a.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: o.typeName, CurrentState: o.state, CurrentIdentity: o.identity, Private: o.private,
	})
	if err = failureOf(err, read.Diagnostics); err != nil {
		return o, fmt.Errorf("read: %w", err)
	}
	if isNull(t, a.schemas.ResourceSchemas[o.typeName], read.NewState) {
		return none(o.typeName), nil
	}
	return record{held: held{o.typeName, read.NewState, read.NewIdentity}, private: read.Private, tainted: o.tainted}, nil
}

// plain is a state as a value.
func (a *actor) plain(t *testing.T, typeName string, state *tfprotov6.DynamicValue) tftypes.Value {
	t.Helper()
	form := a.schemas.ResourceSchemas[typeName].ValueType()
	if state == nil {
		return tftypes.NewValue(form, nil)
	}
	value, err := state.Unmarshal(form)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
