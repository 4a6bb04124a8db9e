package federationupstream

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Model is the state of rabbitmqha_federation_upstream.
type Model struct {
	ID             types.String         `tfsdk:"id"`
	Vhost          types.String         `tfsdk:"vhost"`
	Name           types.String         `tfsdk:"name"`
	URIs           types.List           `tfsdk:"uris"`
	DefinitionJSON jsontypes.Normalized `tfsdk:"definition_json"`

	Exchange            types.String `tfsdk:"exchange"`
	Queue               types.String `tfsdk:"queue"`
	ConsumerTag         types.String `tfsdk:"consumer_tag"`
	PrefetchCount       types.Int64  `tfsdk:"prefetch_count"`
	ReconnectDelay      types.Int64  `tfsdk:"reconnect_delay"`
	MaxHops             types.Int64  `tfsdk:"max_hops"`
	Expires             types.Int64  `tfsdk:"expires"`
	MessageTTL          types.Int64  `tfsdk:"message_ttl"`
	TrustUserID         types.Bool   `tfsdk:"trust_user_id"`
	AckMode             types.String `tfsdk:"ack_mode"`
	ResourceCleanupMode types.String `tfsdk:"resource_cleanup_mode"`
	QueueType           types.String `tfsdk:"queue_type"`
	HAPolicy            types.String `tfsdk:"ha_policy"`
	BindNowait          types.Bool   `tfsdk:"bind_nowait"`
	ChannelUseMode      types.String `tfsdk:"channel_use_mode"`
}

// fields ties the typed attributes to the broker's keys.
func (m *Model) fields() []tfkit.Field {
	return []tfkit.Field{
		{Name: "exchange", Value: &m.Exchange},
		{Name: "queue", Value: &m.Queue},
		{Name: "consumer-tag", Value: &m.ConsumerTag},
		{Name: "prefetch-count", Value: &m.PrefetchCount},
		{Name: "reconnect-delay", Value: &m.ReconnectDelay},
		{Name: "max-hops", Value: &m.MaxHops},
		{Name: "expires", Value: &m.Expires},
		{Name: "message-ttl", Value: &m.MessageTTL},
		{Name: "trust-user-id", Value: &m.TrustUserID},
		{Name: "ack-mode", Value: &m.AckMode},
		{Name: "resource-cleanup-mode", Value: &m.ResourceCleanupMode},
		{Name: "queue-type", Value: &m.QueueType},
		{Name: "ha-policy", Value: &m.HAPolicy},
		{Name: "bind-nowait", Value: &m.BindNowait},
		{Name: "channel-use-mode", Value: &m.ChannelUseMode},
	}
}

// Address implements runtimeparameter.Model.
func (m *Model) Address() runtimeparameter.Address {
	return runtimeparameter.Address{ID: &m.ID, Vhost: &m.Vhost, Name: &m.Name}
}

// Check implements runtimeparameter.Model.
func (m *Model) Check() []topology.Problem {
	other, problem := runtimeparameter.Object("definition_json", m.DefinitionJSON)
	if problem != nil {
		return []topology.Problem{*problem}
	}
	return topology.CheckFederationUpstream(runtimeparameter.URIs(m.URIs), tfkit.ForRules(m.fields()), other)
}

// CheckOn implements runtimeparameter.Model.
func (m *Model) CheckOn(broker capability.Broker) []topology.Problem {
	return topology.CheckFederationUpstreamOn(tfkit.ForRules(m.fields()), broker)
}

// Value implements runtimeparameter.Model.
func (m *Model) Value() any {
	value, _ := runtimeparameter.Object("definition_json", m.DefinitionJSON)
	maps.Copy(value, tfkit.ToBroker(m.fields()))
	value["uri"] = runtimeparameter.URIs(m.URIs)
	return value
}

// Read implements runtimeparameter.Model. What no attribute takes goes to definition_json, so that nothing is hidden.
func (m *Model) Read(value any) diag.Diagnostics {
	object, _ := runtimeparameter.AsObject(value)
	rest := tfkit.FromBroker(m.fields(), object)
	m.URIs = runtimeparameter.ReadURIs(rest, "uri")
	m.DefinitionJSON = tfkit.FormatObject(rest, m.DefinitionJSON)
	return nil
}
