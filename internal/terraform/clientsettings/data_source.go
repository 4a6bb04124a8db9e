package clientsettings

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// NewDataSource returns the data source rabbitmqha_client_settings.
func NewDataSource() datasource.DataSource {
	return renderkit.DataSource[model]{
		Name: "client_settings", Schema: dataSourceSchema, Rendered: "the client settings", Acting: "The client settings",
	}.New()
}

// Resolve finds what is wrong with the settings, and with what is not among the domain's.
func (m model) Resolve() (renderkit.Rendering, []loadbalancer.Problem) {
	r := rendering{settings: m.settings(), parameters: present(m.URIParameters), patterns: present(m.PolicyPatterns)}
	var v loadbalancer.Validator
	r.Resolved, v.Problems = resolve(r.settings)
	found := broken(r.patterns)
	for _, name := range slices.Sorted(maps.Keys(found)) {
		v.Add(loadbalancer.Path{}.Field("policy_patterns").Field(name), "Invalid pattern",
			fmt.Sprintf("No policy has this pattern, since RabbitMQ refuses it: %s.", found[name]))
	}
	if _, named := m.URIParameters[""]; named {
		v.Add(loadbalancer.Path{}.Field("uri_parameters").Field(""), "Invalid parameter", "A parameter of a URI needs a name.")
	}
	return r, v.Problems
}
