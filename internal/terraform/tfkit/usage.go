package tfkit

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// QueueProcesses is the provider's way to ask queues themselves what they hold; nil where it has no Erlang cookie.
func (c *Cluster) QueueProcesses() management.QueueProcesses {
	if c == nil || c.members.Cluster == nil {
		return nil
	}
	return c.members.Cluster
}

// UsageAdvice says what a refusal to delete a queue is about, and what to do. The attribute, with its value, is the one that
// lifts the refusal, such as "force_destroy = true".
func UsageAdvice(cause usage.Cause, attribute string) string {
	first := ", or apply " + attribute + " first."
	switch cause {
	case usage.HoldsMessages:
		return "The messages would be lost. Consume or move them" + first
	case usage.HasConsumers:
		return "No message would be lost, but the consumers would be cut off. Stop them" + first
	case usage.OutOfReach:
		return "What it holds is not known until it can answer again, and would be lost. Start the nodes that are down" + first
	case usage.NotMeasured, usage.ConsumersUnknown:
		return "RabbitMQ did not answer this within two intervals of its statistics (10 seconds by default), and it is not taken for " +
			"nothing. Plan again in some seconds. Where the broker takes no statistics (management_agent.disable_metrics_collector = true), " +
			"give the provider the Erlang cookie, so that it can ask the queue itself" + first
	case usage.Empty:
	}
	return ""
}
