package bigipas3

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/as3"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// NewDataSource returns the data source rabbitmqha_bigip_as3.
func NewDataSource() datasource.DataSource {
	return renderkit.DataSource[model]{
		Name: "bigip_as3", Schema: dataSourceSchema, Rendered: "the AS3 declaration", Acting: "The BIG-IP",
	}.New()
}

// rendering is what the data source makes of a configuration.
type rendering struct{ as3.Resolved }

// Resolve finds what is wrong with the configuration.
func (m model) Resolve() (renderkit.Rendering, []loadbalancer.Problem) {
	resolved, problems := as3.Resolve(m.config())
	return rendering{resolved}, problems
}

// Outputs are the values of the computed attributes, by name. The documents are kept out of the plain ones
// when they hold a password, because an attribute is sensitive always or never.
func (r rendering) Outputs(context.Context) (map[string]any, error) {
	documents, err := r.Render()
	if err != nil {
		return nil, err
	}
	alone := types.StringNull()
	if documents.PerApplication != "" {
		alone = types.StringValue(documents.PerApplication)
	}
	request, public := types.StringValue(documents.Request), alone
	if r.HasSecret() {
		request, public = types.StringNull(), types.StringNull()
	}
	sum := sha256.Sum256([]byte(documents.Request))
	return map[string]any{
		"as3_json":                   request,
		"as3_json_sensitive":         documents.Request,
		"as3_per_app_json":           public,
		"as3_per_app_json_sensitive": alone,
		"as3_sha256":                 hex.EncodeToString(sum[:]),
		"endpoints":                  r.Endpoints(),
	}, nil
}
