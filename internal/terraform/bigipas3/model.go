package bigipas3

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/as3"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// model is the data source's configuration. A nil pointer is null, of a block: absent.
type model struct {
	balancerkit.Timeouts

	SchemaVersion   *string         `tfsdk:"schema_version"`
	DeclarationID   *string         `tfsdk:"declaration_id"`
	Tenant          *string         `tfsdk:"tenant"`
	Application     *string         `tfsdk:"application"`
	Label           *string         `tfsdk:"label"`
	Remark          *string         `tfsdk:"remark"`
	RabbitMQVersion *string         `tfsdk:"rabbitmq_version"`
	SNAT            *string         `tfsdk:"snat"`
	ShareNodes      *bool           `tfsdk:"share_nodes"`
	Retries         *int            `tfsdk:"retries"`
	Listeners       []listenerModel `tfsdk:"listener"`

	// What Read computes; in a configuration they are null.
	AS3JSON                types.String `tfsdk:"as3_json"`
	AS3JSONSensitive       types.String `tfsdk:"as3_json_sensitive"`
	AS3PerAppJSON          types.String `tfsdk:"as3_per_app_json"`
	AS3PerAppJSONSensitive types.String `tfsdk:"as3_per_app_json_sensitive"`
	AS3SHA256              types.String `tfsdk:"as3_sha256"`
	Endpoints              types.Map    `tfsdk:"endpoints"`
	Warnings               types.List   `tfsdk:"warnings"`
}

func (m model) config() as3.Config {
	return as3.Config{
		Timeouts:        m.CommonTimeouts(),
		SchemaVersion:   renderkit.Value(m.SchemaVersion),
		DeclarationID:   renderkit.Value(m.DeclarationID),
		Tenant:          renderkit.Value(m.Tenant),
		Application:     renderkit.Value(m.Application),
		Label:           renderkit.Value(m.Label),
		Remark:          renderkit.Value(m.Remark),
		RabbitMQVersion: renderkit.Value(m.RabbitMQVersion),
		SNAT:            renderkit.Value(m.SNAT),
		ShareNodes:      m.ShareNodes,
		Retries:         m.Retries,
		Listeners:       renderkit.Convert(m.Listeners, listenerModel.domain),
	}
}
