package actions_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// cluster starts nodes of this run's series for this test alone, joined.
func cluster(t *testing.T, nodes int) *lab.Lab {
	t.Helper()
	t.Parallel()
	broker := acctest.Start(t)
	return lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Nodes: nodes})
}

// server is the provider as Terraform talks to it, so that actions are tested with a Terraform that knows none, too.
type server interface {
	tfprotov6.ProviderServer
	tfprotov6.ActionServer
}

// configured is the provider with the lab's endpoints and cookie.
func configured(t *testing.T, l *lab.Lab) server {
	t.Helper()
	s, ok := providerserver.NewProtocol6(provider.New("test")())().(server)
	if !ok {
		t.Fatal("the provider serves no actions")
	}
	schemas, err := s.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	config := encode(t, schemas.Provider, map[string]any{
		"endpoints": l.Endpoints(), "username": l.Username, "password": l.Password,
		"erlang": map[string]any{"cookie": l.Cookie, "epmd_port": l.Nodes[0].EpmdPort},
	})
	answer, err := s.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: config})
	if err != nil || len(answer.Diagnostics) > 0 {
		t.Fatal(err, answer.Diagnostics)
	}
	return s
}

// invoke runs an action, and returns what it told meanwhile and what went wrong.
func invoke(ctx context.Context, t *testing.T, s server, name string, config map[string]any) (told, problems string) {
	t.Helper()
	schemas, err := s.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	action := schemas.ActionSchemas["rabbitmqha_"+name]
	if action == nil {
		t.Fatalf("there is no action %q", name)
	}
	stream, err := s.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{
		ActionType: "rabbitmqha_" + name, Config: encode(t, action.Schema, config),
	})
	if err != nil {
		t.Fatal(err)
	}
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			told += event.Message + "\n"
		case tfprotov6.CompletedInvokeActionEventType:
			for _, diagnostic := range event.Diagnostics {
				problems += diagnostic.Summary + ": " + diagnostic.Detail + "\n"
			}
		}
	}
	return told, problems
}

// succeeds runs an action that has to go well, and returns what it told.
func succeeds(t *testing.T, s server, name string, config map[string]any) (told string) {
	t.Helper()
	told, problems := invoke(t.Context(), t, s, name, config)
	if problems != "" || !strings.Contains(told, "Done after") {
		t.Errorf("%s: told %q, problems %q", name, told, problems)
	}
	return told
}

func encode(t *testing.T, schema *tfprotov6.Schema, config map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	value, err := tfprotov6.NewDynamicValue(schema.ValueType(), valueOf(schema.ValueType(), config))
	if err != nil {
		t.Fatal(err)
	}
	return &value
}

// valueOf is null for everything that the configuration does not have.
func valueOf(form tftypes.Type, from any) tftypes.Value {
	switch given := from.(type) {
	case nil:
		return tftypes.NewValue(form, nil)
	case map[string]any:
		object, _ := form.(tftypes.Object)
		values := map[string]tftypes.Value{}
		for name, attribute := range object.AttributeTypes {
			values[name] = valueOf(attribute, given[name])
		}
		return tftypes.NewValue(form, values)
	case []string:
		values := make([]tftypes.Value, len(given))
		for i, text := range given {
			values[i] = tftypes.NewValue(tftypes.String, text)
		}
		return tftypes.NewValue(form, values)
	default:
		return tftypes.NewValue(form, given)
	}
}
