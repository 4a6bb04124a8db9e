package tfkit

import (
	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// CheckArguments reads the attribute "arguments_json" and says what no broker takes in a table of arguments.
func CheckArguments(value jsontypes.Normalized) (map[string]any, []topology.Problem) {
	arguments, err := ParseObject(value)
	if err != nil {
		return nil, []topology.Problem{{
			Attribute: "arguments_json", Summary: "The arguments are not a JSON object", Detail: err.Error(),
		}}
	}
	if holdsNull(arguments) {
		// Exchanges are answered with "null_not_allowed", bindings with status 500 and no word at all.
		return arguments, []topology.Problem{{
			Attribute: "arguments_json", Summary: "The arguments hold a null",
			Detail: "The broker takes no null in arguments, at any depth. Leave the key out instead.",
		}}
	}
	return arguments, nil
}

func holdsNull(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case []any:
		for _, element := range value {
			if holdsNull(element) {
				return true
			}
		}
	case map[string]any:
		for _, element := range value {
			if holdsNull(element) {
				return true
			}
		}
	}
	return false
}
