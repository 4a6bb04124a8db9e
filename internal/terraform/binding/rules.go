package binding

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// problems are what no broker accepts, or what no broker recovers from. What is not known yet breaks no rule.
func (m *Model) problems() []topology.Problem {
	found, problems := m.resolve()
	problems = append(problems, eitherProblems("source", m.Source, m.SourceID)...)
	problems = append(problems, eitherProblems("destination", m.Destination, m.DestinationID)...)
	problems = append(problems, nameProblems("source", found.source)...)
	problems = append(problems, nameProblems("destination", found.destination)...)
	arguments, bad := tfkit.CheckArguments(m.ArgumentsJSON)
	problems = append(problems, bad...)
	// rabbit_mgmt_format:quote_binding/1 makes an improper list of such a key, to which the arguments' hash cannot be
	// appended. Measured on 3.8, 3.10 and 4.3: the binding is made, the answer is status 500, and so is every list of
	// bindings that it is part of from then on.
	if key := m.RoutingKey.ValueString(); len(arguments) > 0 && strings.Contains(key, "~") && !strings.HasSuffix(key, "~") {
		problems = append(problems, topology.Problem{
			Attribute: "routing_key", Summary: "The management API fails on this routing key together with arguments",
			Detail: fmt.Sprintf("A binding with arguments whose routing key holds \"~\", other than at its end, makes the broker's "+
				"management API fail for all bindings of the virtual host. Leave \"~\" out of %q, or the arguments.", key),
		})
	}
	return problems
}

// eitherProblems wants an end by its name or by its id. What is not known yet may turn out to be left out.
func eitherProblems(attribute string, name, id types.String) []topology.Problem {
	if name.IsUnknown() || id.IsUnknown() || name.IsNull() != id.IsNull() {
		return nil
	}
	said := "neither"
	if !name.IsNull() {
		said = "both"
	}
	return []topology.Problem{{
		Attribute: attribute, Summary: fmt.Sprintf("Write either %[1]s or %[1]s_id", attribute),
		Detail: fmt.Sprintf("The binding has %[1]s. %[2]s_id is the id of an object that Terraform manages, %[2]s a name.", said, attribute),
	}}
}

func nameProblems(attribute string, name types.String) []topology.Problem {
	if !tfkit.IsSet(name) {
		return nil
	}
	if name.ValueString() == "" {
		return []topology.Problem{{
			Attribute: attribute, Summary: "The default exchange cannot be bound",
			Detail: "Every queue is bound to the default exchange by its own name already, and the broker allows no other binding " +
				"there. Name an exchange of yours, or one of the broker's such as \"amq.topic\".",
		}}
	}
	return topology.CheckEntityName(attribute, name.ValueString())
}

// checkDestinationType refuses, on import, a word that package management would read as "queue".
func checkDestinationType(word string) error {
	if word != management.ToQueue && word != management.ToExchange {
		return fmt.Errorf("destination_type %q is neither %q nor %q", word, management.ToQueue, management.ToExchange)
	}
	return nil
}
