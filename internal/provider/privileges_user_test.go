package provider_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// held is an object as Terraform holds it.
type held struct {
	typeName string
	state    *tfprotov6.DynamicValue
	identity *tfprotov6.ResourceIdentityData
}

// apply plans a configuration and applies the plan; without a configuration it destroys.
func (a *actor) apply(t *testing.T, before held, config map[string]any) (held, error) {
	t.Helper()
	schema := a.schemas.ResourceSchemas[before.typeName]
	if before.state == nil {
		before.state = nothing(t, schema)
	}
	written, proposed := nothing(t, schema), nothing(t, schema)
	if config != nil {
		written, proposed = encoded(t, schema, config), a.proposed(t, schema, before.state, config)
	}
	planned, err := a.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: before.typeName, Config: written, PriorState: before.state, ProposedNewState: proposed, PriorIdentity: before.identity,
	})
	if err = failureOf(err, planned.Diagnostics); err != nil {
		return before, fmt.Errorf("plan: %w", err)
	}
	if len(planned.RequiresReplace) > 0 && !isNull(t, schema, before.state) {
		t.Fatalf("%s: the update is none: %v would replace it", before.typeName, planned.RequiresReplace)
	}
	applied, err := a.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: before.typeName, Config: written, PriorState: before.state, PlannedState: planned.PlannedState,
		PlannedPrivate: planned.PlannedPrivate, PlannedIdentity: planned.PlannedIdentity,
	})
	if err = failureOf(err, applied.Diagnostics); err != nil {
		return before, fmt.Errorf("apply: %w", err)
	}
	return held{before.typeName, applied.NewState, applied.NewIdentity}, nil
}

// proposed is the configuration, with what the broker fills in as it was before.
func (a *actor) proposed(t *testing.T, schema *tfprotov6.Schema, state *tfprotov6.DynamicValue, config map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	before, full := parts(t, schema, state), parts(t, schema, encoded(t, schema, config))
	for _, attribute := range schema.Block.Attributes {
		if was, ok := before[attribute.Name]; ok && attribute.Computed && full[attribute.Name].IsNull() {
			full[attribute.Name] = was
		}
	}
	return dynamic(t, schema.ValueType(), tftypes.NewValue(schema.ValueType(), full))
}

// errGone is a read that drops an object from the state.
var errGone = errors.New("the read took it for gone")

// read refreshes an object.
func (a *actor) read(t *testing.T, o held) (held, error) {
	t.Helper()
	read, err := a.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{
		TypeName: o.typeName, CurrentState: o.state, CurrentIdentity: o.identity,
	})
	if err = failureOf(err, read.Diagnostics); err != nil {
		return o, fmt.Errorf("read: %w", err)
	}
	if isNull(t, a.schemas.ResourceSchemas[o.typeName], read.NewState) {
		return o, errGone
	}
	return held{o.typeName, read.NewState, read.NewIdentity}, nil
}

// imports takes an object over by its id.
func (a *actor) imports(t *testing.T, typeName string, o held) error {
	t.Helper()
	var id string
	if err := parts(t, a.schemas.ResourceSchemas[typeName], o.state)["id"].As(&id); err != nil {
		t.Fatal(err)
	}
	found, err := a.ImportResourceState(context.Background(), &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
	if err = failureOf(err, found.Diagnostics); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	_, err = a.read(t, held{typeName, found.ImportedResources[0].State, found.ImportedResources[0].Identity})
	return err
}

// looksUp reads a data source.
func (a *actor) looksUp(t *testing.T, typeName string, config map[string]any) (tftypes.Value, error) {
	t.Helper()
	schema := a.schemas.DataSourceSchemas[typeName]
	answer, err := a.ReadDataSource(context.Background(), &tfprotov6.ReadDataSourceRequest{TypeName: typeName, Config: encoded(t, schema, config)})
	if err = failureOf(err, answer.Diagnostics); err != nil {
		return tftypes.Value{}, err
	}
	value, err := answer.State.Unmarshal(schema.ValueType())
	if err != nil {
		t.Fatal(err)
	}
	return value, nil
}

// failureOf is what went wrong, warnings aside.
func failureOf(err error, diagnostics []*tfprotov6.Diagnostic) error {
	var texts []string
	for _, each := range diagnostics {
		if each.Severity == tfprotov6.DiagnosticSeverityError {
			texts = append(texts, each.Summary+": "+each.Detail)
		}
	}
	if err == nil && len(texts) > 0 {
		err = errors.New(strings.Join(texts, "\n"))
	}
	return err
}
