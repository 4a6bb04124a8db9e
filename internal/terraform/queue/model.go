package queue

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// argumentHAPolicy is what clients declared before RabbitMQ 3.0 to have a queue mirrored. No broker since looks at it,
// and no broker compares it when a queue is declared again, so it can come and go with the configuration.
const argumentHAPolicy = "x-ha-policy"

// Model is the state of rabbitmqha_queue.
type Model struct {
	ID           types.String         `tfsdk:"id"`
	Vhost        types.String         `tfsdk:"vhost"`
	Name         types.String         `tfsdk:"name"`
	Type         types.String         `tfsdk:"type"`
	Durable      types.Bool           `tfsdk:"durable"`
	AutoDelete   types.Bool           `tfsdk:"auto_delete"`
	Arguments    jsontypes.Normalized `tfsdk:"arguments"`
	ForceDestroy types.Bool           `tfsdk:"force_destroy"`
	Timeouts     timeouts.Value       `tfsdk:"timeouts"`

	MessageTTL                  types.Int64  `tfsdk:"message_ttl"`
	Expires                     types.Int64  `tfsdk:"expires"`
	MaxLength                   types.Int64  `tfsdk:"max_length"`
	MaxLengthBytes              types.Int64  `tfsdk:"max_length_bytes"`
	Overflow                    types.String `tfsdk:"overflow"`
	DeadLetterExchange          types.String `tfsdk:"dead_letter_exchange"`
	DeadLetterRoutingKey        types.String `tfsdk:"dead_letter_routing_key"`
	DeadLetterStrategy          types.String `tfsdk:"dead_letter_strategy"`
	SingleActiveConsumer        types.Bool   `tfsdk:"single_active_consumer"`
	MaxPriority                 types.Int64  `tfsdk:"max_priority"`
	QueueMode                   types.String `tfsdk:"queue_mode"`
	QueueVersion                types.Int64  `tfsdk:"queue_version"`
	QuorumInitialGroupSize      types.Int64  `tfsdk:"quorum_initial_group_size"`
	QuorumTargetGroupSize       types.Int64  `tfsdk:"quorum_target_group_size"`
	DeliveryLimit               types.Int64  `tfsdk:"delivery_limit"`
	LeaderLocator               types.String `tfsdk:"leader_locator"`
	MasterLocator               types.String `tfsdk:"master_locator"`
	ConsumerTimeout             types.Int64  `tfsdk:"consumer_timeout"`
	ConsumerDisconnectedTimeout types.Int64  `tfsdk:"consumer_disconnected_timeout"`
	DelayedRetryType            types.String `tfsdk:"delayed_retry_type"`
	DelayedRetryMin             types.Int64  `tfsdk:"delayed_retry_min"`
	DelayedRetryMax             types.Int64  `tfsdk:"delayed_retry_max"`
	MaxAge                      types.String `tfsdk:"max_age"`
	MaxSegmentSizeBytes         types.Int64  `tfsdk:"max_segment_size_bytes"`
	InitialClusterSize          types.Int64  `tfsdk:"initial_cluster_size"`
	FilterSizeBytes             types.Int64  `tfsdk:"filter_size_bytes"`
}

// fields ties the typed attributes to the broker's arguments.
func (m *Model) fields() []tfkit.Field {
	return []tfkit.Field{
		{Name: "x-message-ttl", Value: &m.MessageTTL},
		{Name: "x-expires", Value: &m.Expires},
		{Name: "x-max-length", Value: &m.MaxLength},
		{Name: "x-max-length-bytes", Value: &m.MaxLengthBytes},
		{Name: "x-overflow", Value: &m.Overflow},
		{Name: "x-dead-letter-exchange", Value: &m.DeadLetterExchange},
		{Name: "x-dead-letter-routing-key", Value: &m.DeadLetterRoutingKey},
		{Name: "x-dead-letter-strategy", Value: &m.DeadLetterStrategy},
		{Name: "x-single-active-consumer", Value: &m.SingleActiveConsumer},
		{Name: "x-max-priority", Value: &m.MaxPriority},
		{Name: "x-queue-mode", Value: &m.QueueMode},
		{Name: "x-queue-version", Value: &m.QueueVersion},
		{Name: "x-quorum-initial-group-size", Value: &m.QuorumInitialGroupSize},
		{Name: "x-quorum-target-group-size", Value: &m.QuorumTargetGroupSize},
		{Name: "x-delivery-limit", Value: &m.DeliveryLimit},
		{Name: "x-queue-leader-locator", Value: &m.LeaderLocator},
		{Name: "x-queue-master-locator", Value: &m.MasterLocator},
		{Name: "x-consumer-timeout", Value: &m.ConsumerTimeout},
		{Name: "x-consumer-disconnected-timeout", Value: &m.ConsumerDisconnectedTimeout},
		{Name: "x-delayed-retry-type", Value: &m.DelayedRetryType},
		{Name: "x-delayed-retry-min", Value: &m.DelayedRetryMin},
		{Name: "x-delayed-retry-max", Value: &m.DelayedRetryMax},
		{Name: "x-max-age", Value: &m.MaxAge},
		{Name: "x-stream-max-segment-size-bytes", Value: &m.MaxSegmentSizeBytes},
		{Name: "x-initial-cluster-size", Value: &m.InitialClusterSize},
		{Name: "x-stream-filter-size-bytes", Value: &m.FilterSizeBytes},
	}
}

// forRules is the queue as the rules of topology see it: values that are not known yet break no rule.
func (m *Model) forRules() (topology.Queue, []topology.Problem) {
	extra, problems := tfkit.CheckArguments(m.Arguments)
	queueType := topology.QueueType(m.Type.ValueString())
	if m.Type.IsNull() {
		queueType = topology.Quorum
	}
	return topology.Queue{
		Name:           m.Name.ValueString(),
		Type:           queueType,
		Durable:        !tfkit.IsSet(m.Durable) || m.Durable.ValueBool(),
		AutoDelete:     m.AutoDelete.ValueBool(),
		Arguments:      tfkit.ForRules(m.fields()),
		ExtraArguments: extra,
	}, problems
}

// declaration is the queue as it is declared to the broker.
func (m *Model) declaration() (management.Queue, error) {
	arguments, err := tfkit.ParseObject(m.Arguments)
	maps.Copy(arguments, tfkit.ToBroker(m.fields()))
	return management.Queue{
		Vhost:      m.Vhost.ValueString(),
		Name:       m.Name.ValueString(),
		Type:       m.Type.ValueString(),
		Durable:    m.Durable.ValueBool(),
		AutoDelete: m.AutoDelete.ValueBool(),
		Arguments:  arguments,
	}, err
}

// read takes over what the broker has.
func (m *Model) read(queue *management.Queue) {
	m.ID = types.StringValue(tfkit.JoinID(queue.Vhost, queue.Name))
	m.Vhost = types.StringValue(queue.Vhost)
	m.Name = types.StringValue(queue.Name)
	m.Type = types.StringValue(queue.Type)
	m.Durable = types.BoolValue(queue.Durable)
	m.AutoDelete = types.BoolValue(queue.AutoDelete)
	if m.ForceDestroy.IsNull() {
		m.ForceDestroy = types.BoolValue(false)
	}
	rest := tfkit.FromBroker(m.fields(), queue.Arguments)
	delete(rest, argumentHAPolicy)
	if written, err := tfkit.ParseObject(m.Arguments); err == nil {
		if value, ok := written[argumentHAPolicy]; ok {
			rest[argumentHAPolicy] = value
		}
	}
	m.Arguments = tfkit.FormatObject(rest, m.Arguments)
}
