package binding

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// ends are where a binding leads from and to. What is not known yet is unknown.
type ends struct {
	vhost, source, destination types.String
}

// resolve takes virtual host and names out of the ids, where those are written instead of names.
func (m *Model) resolve() (ends, []topology.Problem) {
	found := ends{vhost: m.Vhost, source: m.Source, destination: m.Destination}
	// said is the attribute that the virtual host was learned from. What the user wrote stays even while it is unknown:
	// Terraform allows no plan to know better.
	said, written := "vhost", !m.Vhost.IsNull()
	var problems []topology.Problem
	for _, end := range []struct {
		attribute string
		id        types.String
		name      *types.String
	}{
		{"source_id", m.SourceID, &found.source},
		{"destination_id", m.DestinationID, &found.destination},
	} {
		if end.id.IsNull() {
			continue
		}
		vhost := types.StringUnknown()
		*end.name = types.StringUnknown()
		if !end.id.IsUnknown() {
			parts, err := tfkit.SplitID(end.id.ValueString(), "vhost", "name")
			if err != nil {
				problems = append(problems, topology.Problem{
					Attribute: end.attribute, Summary: "Not the id of an exchange or a queue",
					Detail: err.Error() + ". Write a reference such as rabbitmqha_exchange.x.id, or use the attribute for the name.",
				})
				continue
			}
			vhost, *end.name = types.StringValue(parts[0]), types.StringValue(parts[1])
		}
		switch {
		case !written && !tfkit.IsSet(found.vhost):
			found.vhost, said = vhost, end.attribute
		case tfkit.IsSet(found.vhost) && tfkit.IsSet(vhost) && !found.vhost.Equal(vhost):
			problems = append(problems, topology.Problem{
				Attribute: end.attribute, Summary: "A binding cannot leave its virtual host",
				Detail: fmt.Sprintf("%s says the virtual host %q, but %s says %q.", said, found.vhost.ValueString(),
					end.attribute, vhost.ValueString()),
			})
		}
	}
	if found.vhost.IsNull() {
		found.vhost = types.StringValue("/")
	}
	return found, problems
}
