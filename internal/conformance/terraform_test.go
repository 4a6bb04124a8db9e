package conformance_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// terraform makes the calls that Terraform makes for one resource. It holds a provider, which a command of Terraform starts and
// ends.
type terraform struct {
	t       *testing.T
	server  tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

// start configures a new provider with one endpoint.
func start(t *testing.T, f *front) *terraform {
	t.Helper()
	server := provider.Server("test")()
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	tf := &terraform{t: t, server: server, schemas: schemas}
	configured, err := server.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{
		Config: tf.encode(schemas.Provider, map[string]any{
			"endpoints": []any{f.URL}, "username": os.Getenv("RABBITMQ_USERNAME"), "password": os.Getenv("RABBITMQ_PASSWORD"), "timeout": "30s",
		}),
	})
	if err := failure(configured.Diagnostics, err); err != nil {
		t.Fatal(err)
	}
	f.mu.Lock()
	f.interrupt = func() { _, _ = server.StopProvider(context.Background(), &tfprotov6.StopProviderRequest{}) }
	f.mu.Unlock()
	return tf
}

// object is a resource as Terraform's state has it.
type object struct {
	typeName string
	state    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

func (tf *terraform) none(typeName string) *object {
	return &object{typeName: typeName, state: tftypes.NewValue(tf.schemas.ResourceSchemas[typeName].ValueType(), nil)}
}

// refresh reads the object; gone, it is null.
func (tf *terraform) refresh(o *object) error {
	if o.state.IsNull() {
		return nil
	}
	read, err := tf.server.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{
		TypeName: o.typeName, CurrentState: tf.dynamic(o.state), Private: o.private, CurrentIdentity: o.identity,
	})
	if err := failure(read.Diagnostics, err); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	o.state, o.private, o.identity = tf.value(o.typeName, read.NewState), read.Private, read.NewIdentity
	return nil
}

// planned is what Terraform would do.
type planned struct {
	action string // none, create, update, replace, delete
	config map[string]any
	*tfprotov6.PlanResourceChangeResponse
}

// plan plans a configuration; nil to destroy.
func (tf *terraform) plan(o *object, config map[string]any) (planned, error) {
	schema := tf.schemas.ResourceSchemas[o.typeName]
	written, proposed := tf.none(o.typeName).state, tf.none(o.typeName).state
	if config != nil {
		written = valueOf(schema.ValueType(), config)
		proposed = tf.propose(schema, written, o.state)
	}
	answer, err := tf.server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: o.typeName, Config: tf.dynamic(written), PriorState: tf.dynamic(o.state), ProposedNewState: tf.dynamic(proposed),
		PriorPrivate: o.private, PriorIdentity: o.identity,
	})
	if err := failure(answer.Diagnostics, err); err != nil {
		return planned{}, fmt.Errorf("plan: %w", err)
	}
	p := planned{"update", config, answer}
	switch after := tf.value(o.typeName, answer.PlannedState); {
	case after.Equal(o.state):
		p.action = "none"
	case config == nil:
		p.action = "delete"
	case o.state.IsNull():
		p.action = "create"
	case len(answer.RequiresReplace) > 0:
		p.action = "replace"
	}
	return p, nil
}

// propose is what the configuration says, and what the broker had said before of what it leaves to the broker.
func (tf *terraform) propose(schema *tfprotov6.Schema, written, prior tftypes.Value) tftypes.Value {
	var values, before map[string]tftypes.Value
	if err := errors.Join(written.As(&values), prior.As(&before)); err != nil {
		tf.t.Fatal(err)
	}
	for _, attribute := range schema.Block.Attributes {
		old, known := before[attribute.Name]
		switch {
		case attribute.WriteOnly:
			values[attribute.Name] = tftypes.NewValue(attribute.Type, nil)
		case attribute.Computed && values[attribute.Name].IsNull() && known:
			values[attribute.Name] = old
		}
	}
	return tftypes.NewValue(schema.ValueType(), values)
}

// apply carries a plan out. What Terraform would refuse of its outcome is an error as well.
func (tf *terraform) apply(o *object, p planned) error {
	schema := tf.schemas.ResourceSchemas[o.typeName]
	written := tftypes.NewValue(schema.ValueType(), nil)
	if p.config != nil {
		written = valueOf(schema.ValueType(), p.config)
	}
	answer, err := tf.server.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: o.typeName, Config: tf.dynamic(written), PriorState: tf.dynamic(o.state), PlannedState: p.PlannedState,
		PlannedPrivate: p.PlannedPrivate, PlannedIdentity: p.PlannedIdentity,
	})
	err = failure(answer.Diagnostics, err)
	after := tf.value(o.typeName, answer.NewState)
	if err == nil {
		err = fits(tf.value(o.typeName, p.PlannedState), after)
	}
	o.state, o.private, o.identity = after, answer.Private, answer.NewIdentity
	if err != nil {
		return fmt.Errorf("%s: %w", p.action, err)
	}
	return nil
}

// fits is Terraform's own check: what was planned is what came of it, and nothing of that is unknown.
func fits(plan, after tftypes.Value) error {
	if !after.IsFullyKnown() {
		return fmt.Errorf("the new state is not known: %s", after)
	}
	differences, err := plan.Diff(after)
	if err != nil {
		return err
	}
	for _, each := range differences {
		if each.Value1 != nil && each.Value1.IsFullyKnown() {
			return fmt.Errorf("inconsistent result after apply: %s", each)
		}
	}
	return nil
}

// failure joins the errors among diagnostics.
func failure(diags []*tfprotov6.Diagnostic, err error) error {
	for _, each := range diags {
		if each.Severity == tfprotov6.DiagnosticSeverityError {
			err = errors.Join(err, fmt.Errorf("%s: %s", each.Summary, strings.ReplaceAll(each.Detail, "\n", " ")))
		}
	}
	return err
}
