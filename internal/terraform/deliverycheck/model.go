package deliverycheck

import (
	"cmp"
	"crypto/tls"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/delivery"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

const defaultPatience = 30 * time.Second

// model is the state of rabbitmqha_delivery_check.
type model struct {
	Address        types.String `tfsdk:"address"`
	ConsumeAddress types.String `tfsdk:"consume_address"`
	Vhost          types.String `tfsdk:"vhost"`
	Username       types.String `tfsdk:"username"`
	Password       types.String `tfsdk:"password"`
	QueueType      types.String `tfsdk:"queue_type"`
	Messages       types.Int64  `tfsdk:"messages"`
	MessageBytes   types.Int64  `tfsdk:"message_bytes"`
	Timeout        types.String `tfsdk:"timeout"`
	TLS            *tlsModel    `tfsdk:"tls"`

	Node            types.String  `tfsdk:"node"`
	ConsumeNode     types.String  `tfsdk:"consume_node"`
	RabbitMQVersion types.String  `tfsdk:"rabbitmq_version"`
	ClusterName     types.String  `tfsdk:"cluster_name"`
	Published       types.Int64   `tfsdk:"published"`
	Confirmed       types.Int64   `tfsdk:"confirmed"`
	Consumed        types.Int64   `tfsdk:"consumed"`
	Lost            types.Int64   `tfsdk:"lost"`
	Duplicated      types.Int64   `tfsdk:"duplicated"`
	ConfirmMS       types.Float64 `tfsdk:"confirm_ms"`
	ConfirmMaxMS    types.Float64 `tfsdk:"confirm_max_ms"`
	DeliveryMS      types.Float64 `tfsdk:"delivery_ms"`
	DeliveryMaxMS   types.Float64 `tfsdk:"delivery_max_ms"`
}

type tlsModel struct {
	CAPEM      types.String `tfsdk:"ca_pem"`
	CAFile     types.String `tfsdk:"ca_file"`
	CertPEM    types.String `tfsdk:"cert_pem"`
	KeyPEM     types.String `tfsdk:"key_pem"`
	ServerName types.String `tfsdk:"server_name"`
	Insecure   types.Bool   `tfsdk:"insecure"`
}

// config is nil where there is no block; every error is a *httpapi.TLSError.
func (m *tlsModel) config() (*tls.Config, error) {
	if m == nil {
		return nil, nil
	}
	return httpapi.TLS{
		CAPEM: m.CAPEM.ValueString(), CAFile: m.CAFile.ValueString(), CertPEM: m.CertPEM.ValueString(), KeyPEM: m.KeyPEM.ValueString(),
		ServerName: m.ServerName.ValueString(), Insecure: m.Insecure.ValueBool(),
	}.Config()
}

// request is what the configuration asks for, with the defaults filled in.
func (m *model) request() delivery.Request {
	patience := defaultPatience
	if text := m.Timeout.ValueString(); text != "" {
		// The validator has read it already.
		patience, _ = time.ParseDuration(text)
	}
	return delivery.Request{
		Address: m.Address.ValueString(), ConsumeAddress: m.ConsumeAddress.ValueString(), Vhost: tfkit.VhostOf(m.Vhost),
		Username: m.Username.ValueString(), Password: m.Password.ValueString(), QueueType: m.QueueType.ValueString(),
		Messages: int(cmp.Or(m.Messages.ValueInt64(), defaultMessages)), Size: int(cmp.Or(m.MessageBytes.ValueInt64(), defaultSize)),
		Patience: patience,
	}
}

// show takes over what became of the messages.
func (m *model) show(report delivery.Report) {
	m.Node, m.ConsumeNode = textOrNull(report.Node), textOrNull(report.ConsumeNode)
	m.RabbitMQVersion, m.ClusterName = textOrNull(report.Version), textOrNull(report.Cluster)
	m.Published, m.Confirmed = types.Int64Value(int64(report.Published)), types.Int64Value(int64(report.Confirmed))
	m.Consumed, m.Lost = types.Int64Value(int64(report.Consumed)), types.Int64Value(int64(report.Lost()))
	m.Duplicated = types.Int64Value(int64(report.Duplicated))
	m.ConfirmMS, m.ConfirmMaxMS = milliseconds(report.Confirmation.Median), milliseconds(report.Confirmation.Longest)
	m.DeliveryMS, m.DeliveryMaxMS = milliseconds(report.Delivery.Median), milliseconds(report.Delivery.Longest)
}

func textOrNull(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}

// milliseconds is null where nothing was measured.
func milliseconds(d time.Duration) types.Float64 {
	if d == 0 {
		return types.Float64Null()
	}
	return types.Float64Value(float64(d.Microseconds()) / float64(time.Millisecond/time.Microsecond))
}
