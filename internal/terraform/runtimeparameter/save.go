package runtimeparameter

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Save is how a parameter gets to the broker: Create or Update. It reports whether it did.
type Save func(ctx context.Context, client *management.Client, diags *diag.Diagnostics, noun, typeName string, wanted management.Parameter) bool

// Create puts a parameter that is not to replace another. To the broker one that exists is no obstacle: it would take the
// new one in its place.
func Create(ctx context.Context, client *management.Client, diags *diag.Diagnostics, noun, typeName string, wanted management.Parameter) bool {
	_, err := client.Parameter(ctx, wanted.Component, wanted.Vhost, wanted.Name)
	switch {
	case management.IsAbsent(err):
		err = client.PutParameter(ctx, wanted)
	case err == nil:
		tfkit.AddExists(diags, DisplayName(noun, wanted), "rabbitmqha_"+typeName, importID(typeName, wanted))
		return false
	}
	return saved(diags, "create "+DisplayName(noun, wanted), wanted.Component, err)
}

// Update puts a parameter, whether there is one of its name or not.
func Update(ctx context.Context, client *management.Client, diags *diag.Diagnostics, noun, _ string, wanted management.Parameter) bool {
	return saved(diags, "update "+DisplayName(noun, wanted), wanted.Component, client.PutParameter(ctx, wanted))
}

// Creation is Create, or Update where what exists may be taken over.
func Creation(adopts bool) Save {
	if adopts {
		return Update
	}
	return Create
}

// AddErrors turns broken rules into errors before something is written. Warnings have been given while planning.
func AddErrors(diags *diag.Diagnostics, problems []topology.Problem) {
	tfkit.AddProblems(diags, slices.DeleteFunc(problems, func(p topology.Problem) bool { return p.Warning }))
}

func saved(diags *diag.Diagnostics, what, component string, err error) bool {
	switch {
	case err == nil:
		return true
	case errors.Is(err, management.ErrNoComponent):
		diags.AddError("Could not "+what, err.Error()+"\n\n"+advice(component))
	case component == "shovel" && httpapi.BrokerFailed(err):
		diags.AddError("Could not "+what, err.Error()+"\n\n"+topology.ShovelFailure)
	default:
		tfkit.AddError(diags, "Could not "+what, err)
	}
	return false
}

// advice says what to do about a component that the broker does not know.
func advice(component string) string {
	plugin := topology.ParameterPlugin(component)
	if plugin == "" {
		return fmt.Sprintf("No plugin that is enabled on the broker knows the component %q. Enable the plugin that brings it on every "+
			"node (rabbitmq-plugins enable ...), or correct the component's name.", component)
	}
	return fmt.Sprintf("%q comes with the plugin %s, which is not enabled. Run on every node:\n\n  rabbitmq-plugins enable %s",
		component, plugin, plugin)
}

func importID(typeName string, p management.Parameter) string {
	if typeName == "parameter" {
		return tfkit.JoinID(p.Component, p.Vhost, p.Name)
	}
	return tfkit.JoinID(p.Vhost, p.Name)
}
