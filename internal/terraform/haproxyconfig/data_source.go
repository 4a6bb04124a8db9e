package haproxyconfig

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// NewDataSource returns the data source rabbitmqha_haproxy_config.
func NewDataSource() datasource.DataSource {
	return renderkit.DataSource[model]{
		Name: "haproxy_config", Schema: dataSourceSchema, Rendered: "the HAProxy configuration", Acting: "The HAProxy configuration",
	}.New()
}

// rendering is what the data source makes of a configuration.
type rendering struct{ haproxy.Resolved }

// Resolve finds what is wrong with the configuration.
func (m model) Resolve() (renderkit.Rendering, []loadbalancer.Problem) {
	resolved, problems := haproxy.Resolve(m.config())
	return rendering{resolved}, problems
}

// Outputs are the values of the computed attributes, by name. The text is kept out of config when it holds a
// password, because an attribute is sensitive always or never.
func (r rendering) Outputs(context.Context) (map[string]any, error) {
	text, err := r.Render()
	if err != nil {
		return nil, err
	}
	public := types.StringValue(text)
	if r.HasSecret() {
		public = types.StringNull()
	}
	sum := sha256.Sum256([]byte(text))
	return map[string]any{
		"config":           public,
		"config_sensitive": text,
		"config_sha256":    hex.EncodeToString(sum[:]),
		"endpoints":        r.Endpoints(),
		"server_names":     r.ServerNames(),
	}, nil
}
