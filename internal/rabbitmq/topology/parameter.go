package topology

import "fmt"

// parameterPlugins tells which plugin registers a component of runtime parameters (rabbit_registry:register/3).
var parameterPlugins = map[string]string{
	"federation":              "rabbitmq_federation",
	"federation-upstream":     "rabbitmq_federation",
	"federation-upstream-set": "rabbitmq_federation",
	"shovel":                  "rabbitmq_shovel",
}

// ParameterPlugin names the plugin that brings a component; empty where none is known.
func ParameterPlugin(component string) string { return parameterPlugins[component] }

// ownResource tells which resource speaks for a component.
var ownResource = map[string]string{
	"federation-upstream":     "rabbitmqha_federation_upstream",
	"federation-upstream-set": "rabbitmqha_federation_upstream_set",
	"operator_policy":         "rabbitmqha_operator_policy",
	"policy":                  "rabbitmqha_policy",
	"shovel":                  "rabbitmqha_shovel",
	"vhost-limits":            "rabbitmqha_vhost_limits",
}

// CheckParameter finds components that the generic parameter is wrong for, or not as good as a resource of their own.
func CheckParameter(component string) []Problem {
	resource, ok := ownResource[component]
	if !ok {
		return nil
	}
	switch component {
	case "policy", "operator_policy", "vhost-limits":
		return []Problem{{
			Attribute: "component", Summary: fmt.Sprintf("%q is not set as a parameter", component),
			Detail: fmt.Sprintf("RabbitMQ keeps it among its parameters, but has another API for it. Use %s.", resource),
		}}
	}
	return []Problem{{
		Attribute: "component", Summary: fmt.Sprintf("%s does this better", resource), Warning: true,
		Detail: fmt.Sprintf("It checks every key while planning and hides the URIs of %q, which hold passwords. A parameter shows its "+
			"value in the plan, unless it is given as value_wo.", component),
	}}
}

// brokersOwn are global parameters that a broker writes itself, and says what to do instead.
var brokersOwn = map[string]string{
	"cluster_name":                   "The cluster's name has an API of its own. Use rabbitmqha_cluster_name.",
	"cluster_tags":                   "The broker sets it from cluster_tags in rabbitmq.conf each time it starts. Set it there.",
	"imported_definition_hash_value": "The broker remembers there which definitions it has imported.",
	"internal_cluster_id":            "It is the cluster's identity, which the broker makes once, and which Terraform's identities refer to.",
}

// CheckGlobalParameter finds names that are the broker's own (rabbit_nodes, rabbit_definitions_hashing, rabbit).
func CheckGlobalParameter(name string) []Problem {
	why, ok := brokersOwn[name]
	if !ok {
		return nil
	}
	return []Problem{{
		Attribute: "name", Summary: fmt.Sprintf("The global parameter %q is the broker's own", name), Detail: why,
	}}
}
