package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// ReadPolicies reads the policies of users and those of operators of a virtual host, or of all if it is empty, in the words of the rules
// and by virtual host. Where they cannot be read it adds an error.
func ReadPolicies(ctx context.Context, client *management.Client, vhost string, diags *diag.Diagnostics) map[string][]topology.Policy {
	out := map[string][]topology.Policy{}
	for _, part := range []struct {
		kind topology.PolicyKind
		api  management.PolicyKind
		noun string
	}{
		{topology.UserPolicy, management.UserPolicy, "policies"},
		{topology.OperatorPolicy, management.OperatorPolicy, "operator policies"},
	} {
		found, err := client.Policies(ctx, part.api, vhost)
		if err != nil {
			AddListError(diags, part.noun, vhost, err)
			return nil
		}
		for _, policy := range found {
			out[policy.Vhost] = append(out[policy.Vhost], topology.Policy{
				Kind: part.kind, Name: policy.Name, Pattern: policy.Pattern, ApplyTo: policy.ApplyTo, Priority: policy.Priority,
				Definition: policy.Definition,
			})
		}
	}
	return out
}
