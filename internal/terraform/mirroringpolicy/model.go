package mirroringpolicy

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Model is the state of rabbitmqha_mirroring_policy.
type Model struct {
	ID                types.String         `tfsdk:"id"`
	Vhost             types.String         `tfsdk:"vhost"`
	Name              types.String         `tfsdk:"name"`
	Pattern           types.String         `tfsdk:"pattern"`
	ApplyTo           types.String         `tfsdk:"apply_to"`
	Priority          types.Int64          `tfsdk:"priority"`
	Mode              types.String         `tfsdk:"mode"`
	Replicas          types.Int64          `tfsdk:"replicas"`
	Nodes             types.List           `tfsdk:"nodes"`
	SyncMode          types.String         `tfsdk:"sync_mode"`
	SyncBatchSize     types.Int64          `tfsdk:"sync_batch_size"`
	PromoteOnShutdown types.String         `tfsdk:"promote_on_shutdown"`
	PromoteOnFailure  types.String         `tfsdk:"promote_on_failure"`
	OtherKeys         jsontypes.Normalized `tfsdk:"other_keys"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names:       []string{"vhost", m.Vhost.ValueString(), "name", m.Name.ValueString()},
		DisplayName: fmt.Sprintf("mirroring policy %q in virtual host %q", m.Name.ValueString(), m.Vhost.ValueString()),
	}
}

// fields ties the attributes to the broker's keys. The value of ha-params is a number or a list.
func (m *Model) fields() []tfkit.Field {
	return []tfkit.Field{
		{Name: "ha-mode", Value: &m.Mode},
		{Name: "ha-params", Value: &m.Replicas},
		{Name: "ha-params", Value: &m.Nodes},
		{Name: "ha-sync-mode", Value: &m.SyncMode},
		{Name: "ha-sync-batch-size", Value: &m.SyncBatchSize},
		{Name: "ha-promote-on-shutdown", Value: &m.PromoteOnShutdown},
		{Name: "ha-promote-on-failure", Value: &m.PromoteOnFailure},
	}
}

// write is the policy as the broker is to have it.
func (m *Model) write() management.Policy {
	return management.Policy{
		Vhost:      m.Vhost.ValueString(),
		Name:       m.Name.ValueString(),
		Pattern:    m.Pattern.ValueString(),
		ApplyTo:    m.ApplyTo.ValueString(),
		Priority:   m.Priority.ValueInt64(),
		Definition: tfkit.ToBroker(m.fields()),
	}
}

// read takes over what the broker has. What this resource has no attribute for is shown in other_keys.
func (m *Model) read(policy *management.Policy) {
	m.ID = types.StringValue(tfkit.JoinID(policy.Vhost, policy.Name))
	m.Vhost = types.StringValue(policy.Vhost)
	m.Name = types.StringValue(policy.Name)
	m.Pattern = types.StringValue(policy.Pattern)
	m.ApplyTo = types.StringValue(policy.ApplyTo)
	m.Priority = types.Int64Value(policy.Priority)
	m.OtherKeys = tfkit.FormatObject(tfkit.FromBroker(m.fields(), policy.Definition), jsontypes.NewNormalizedNull())
}

// forRules is the policy as the rules want it, with the defaults of a configuration that leaves them out.
func (m *Model) forRules() topology.Policy {
	written := *m
	if written.Mode.IsNull() {
		written.Mode = types.StringValue(defaultMode)
	}
	return topology.Policy{
		Kind:       topology.UserPolicy,
		Name:       m.Name.ValueString(),
		Pattern:    m.Pattern.ValueString(),
		ApplyTo:    m.ApplyTo.ValueString(),
		Priority:   m.Priority.ValueInt64(),
		Definition: tfkit.ForRules(written.fields()),
	}
}

// check finds what no broker accepts.
func (m *Model) check() []topology.Problem {
	if !m.Replicas.IsNull() && !m.Nodes.IsNull() {
		return []topology.Problem{{
			Attribute: "nodes",
			Summary:   "nodes cannot go with replicas",
			Detail:    "Replicas goes with mode = \"exactly\" and nodes with mode = \"nodes\". Keep the one that the mode needs.",
		}}
	}
	return inOwnWords(topology.CheckPolicy(m.forRules()))
}

// checkOn finds what a broker of this version does not know.
func (m *Model) checkOn(broker capability.Broker) []topology.Problem {
	if problem := topology.MirroringProblem(broker); problem != nil {
		problem.Attribute = "mode"
		return []topology.Problem{*problem}
	}
	return inOwnWords(topology.CheckPolicyOn(m.forRules(), broker))
}

// ownWords are this resource's names of the attributes that a policy has in its definition.
var ownWords = strings.NewReplacer("ha_mode", "mode", "ha_replicas", "replicas", "ha_nodes", "nodes", "ha_sync_mode", "sync_mode",
	"ha_sync_batch_size", "sync_batch_size", "ha_promote_on_shutdown", "promote_on_shutdown",
	"ha_promote_on_failure", "promote_on_failure")

// inOwnWords turns problems of a policy's definition into problems of this resource.
func inOwnWords(problems []topology.Problem) []topology.Problem {
	for i, problem := range problems {
		if attribute, ok := strings.CutPrefix(problem.Attribute, "definition."); ok {
			problem.Attribute = ownWords.Replace(attribute)
			problem.Summary = ownWords.Replace(problem.Summary)
			problem.Detail = ownWords.Replace(problem.Detail)
			problems[i] = problem
		}
	}
	return problems
}
