package conversion

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// meaningless are arguments that say how a classic queue stores or mirrors, which a quorum queue decides for itself.
var meaningless = []string{"x-queue-mode", "x-queue-version", "x-queue-master-locator", "x-ha-policy", "x-ha-nodes"}

// quorumArguments are those of the quorum queue that takes a classic one's place, and what changes with them.
func quorumArguments(classic map[string]any, broker capability.Broker, options Options) (map[string]any, []Finding) {
	out := map[string]any{"x-queue-type": string(topology.Quorum)}
	var findings []Finding
	var dropped []string
	for _, name := range slices.Sorted(maps.Keys(classic)) {
		value := classic[name]
		argument, isKnown := topology.ArgumentByName(name)
		switch {
		case name == "x-queue-type":
		case slices.Contains(meaningless, name):
			dropped = append(dropped, name)
		case name == "x-max-priority" && options.DropPriorities:
			findings = append(findings, found("priorities_dropped", fmt.Sprintf("It loses its priorities, x-max-priority = %v.", value)))
		case name == "x-max-priority":
			findings = append(findings, found("priorities", fmt.Sprintf("It has priorities, x-max-priority = %v.", value)))
		case name == "x-overflow" && value == "reject-publish-dlx":
			out[name] = "reject-publish"
			findings = append(findings, found("overflow_changed", "x-overflow becomes reject-publish."))
		case !isKnown:
			out[name] = value
			findings = append(findings, found("unknown_argument", fmt.Sprintf("Its argument %s is none of RabbitMQ's own.", name)))
		case !takes(argument, broker.Version):
			findings = append(findings, found("unsupported_argument",
				fmt.Sprintf("Quorum queues of RabbitMQ %s do not take its argument %s.", broker.Version, name)))
		default:
			out[name] = value
		}
	}
	if len(dropped) > 0 {
		findings = append(findings, found("argument_dropped", fmt.Sprintf("It loses %s.", strings.Join(dropped, ", "))))
	}
	return out, findings
}

// takes reports whether quorum queues of a version take an argument.
func takes(argument topology.Argument, version capability.Version) bool {
	span, fits := argument.Versions(topology.Quorum)
	return fits && span.Holds(version)
}
