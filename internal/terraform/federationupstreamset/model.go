package federationupstreamset

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// upstreamKey is the broker's name for an upstream's name within a set.
const upstreamKey = "upstream"

// upstreamForm is the type of one block.
var upstreamForm = runtimeparameter.Types(upstreamAttributes())

// Model is the state of rabbitmqha_federation_upstream_set.
type Model struct {
	ID       types.String `tfsdk:"id"`
	Vhost    types.String `tfsdk:"vhost"`
	Name     types.String `tfsdk:"name"`
	Upstream types.List   `tfsdk:"upstream"`
}

// Address implements runtimeparameter.Model.
func (m *Model) Address() runtimeparameter.Address {
	return runtimeparameter.Address{ID: &m.ID, Vhost: &m.Vhost, Name: &m.Name}
}

// upstreams are the blocks as the rules want them, and what is wrong with their JSON.
func (m *Model) upstreams() (upstreams []topology.UpstreamInSet, problems []topology.Problem) {
	for _, element := range m.Upstream.Elements() {
		block, _ := element.(types.Object)
		attributes := block.Attributes()
		name, _ := attributes["name"].(types.String)
		json, _ := attributes["definition_json"].(jsontypes.Normalized)
		values, found := runtimeparameter.Values("", topology.FederationKeys(), attributes)
		other, problem := runtimeparameter.Object("definition_json", json)
		if problem != nil {
			found = append(found, *problem)
		}
		for i := range found {
			found[i].Attribute = "upstream"
		}
		problems = append(problems, found...)
		upstreams = append(upstreams, topology.UpstreamInSet{Name: name.ValueString(), Values: values, Other: other})
	}
	return upstreams, problems
}

// Check implements runtimeparameter.Model.
func (m *Model) Check() []topology.Problem {
	upstreams, problems := m.upstreams()
	return append(problems, topology.CheckUpstreamSet(m.Name.ValueString(), upstreams)...)
}

// CheckOn implements runtimeparameter.Model.
func (m *Model) CheckOn(broker capability.Broker) []topology.Problem {
	upstreams, _ := m.upstreams()
	return topology.CheckUpstreamSetOn(upstreams, broker)
}

// Value implements runtimeparameter.Model.
func (m *Model) Value() any {
	upstreams, _ := m.upstreams()
	out := make([]map[string]any, 0, len(upstreams))
	for _, upstream := range upstreams {
		value := map[string]any{upstreamKey: upstream.Name}
		maps.Copy(value, upstream.Other)
		maps.Copy(value, upstream.Values)
		out = append(out, value)
	}
	return out
}

// Read implements runtimeparameter.Model. The blocks before lend their spelling of JSON.
func (m *Model) Read(value any) diag.Diagnostics {
	before := m.Upstream.Elements()
	list, _ := value.([]any)
	blocks, diags := []attr.Value{}, diag.Diagnostics{}
	for i, each := range list {
		var prior types.Object
		if i < len(before) {
			prior, _ = before[i].(types.Object)
		}
		object, _ := runtimeparameter.AsObject(each)
		attributes, rest := runtimeparameter.Read(topology.FederationKeys(), object, prior.Attributes())
		name, _ := rest[upstreamKey].(string)
		delete(rest, upstreamKey)
		json, _ := prior.Attributes()["definition_json"].(jsontypes.Normalized)
		attributes["name"] = types.StringValue(name)
		attributes["definition_json"] = tfkit.FormatObject(rest, json)
		block, found := types.ObjectValue(upstreamForm, attributes)
		diags.Append(found...)
		blocks = append(blocks, block)
	}
	if diags.HasError() {
		return diags
	}
	m.Upstream, diags = types.ListValue(types.ObjectType{AttrTypes: upstreamForm}, blocks)
	return diags
}
