package nodeconfig

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// NewDataSource returns the data source rabbitmqha_node_config.
func NewDataSource() datasource.DataSource {
	return renderkit.DataSource[model]{
		Name: "node_config", Schema: dataSourceSchema, Rendered: "the files of the nodes", Acting: "The nodes",
	}.New()
}

// rendering is what the data source makes of a configuration.
type rendering struct{ rabbitmqconf.Resolved }

// Resolve finds what is wrong with the configuration.
func (m model) Resolve() (renderkit.Rendering, []loadbalancer.Problem) {
	resolved, problems := rabbitmqconf.Resolve(m.config())
	return rendering{resolved}, problems
}

// Outputs are the values of the computed attributes, by name. The text is kept out of rabbitmq_conf when it
// holds a secret, because an attribute is sensitive always or never.
func (r rendering) Outputs(context.Context) (map[string]any, error) {
	files := r.Files()
	public := types.StringValue(files.RabbitMQConf)
	if r.HasSecret() {
		public = types.StringNull()
	}
	sum := sha256.Sum256([]byte(files.RabbitMQConf))
	ports := []portModel{}
	for _, p := range r.Ports() {
		ports = append(ports, portModel(p))
	}
	return map[string]any{
		"rabbitmq_conf":           public,
		"rabbitmq_conf_sensitive": files.RabbitMQConf,
		"rabbitmq_conf_sha256":    hex.EncodeToString(sum[:]),
		"advanced_config":         files.AdvancedConfig,
		"rabbitmq_config":         files.RabbitMQConfig,
		"rabbitmq_env_conf":       files.RabbitMQEnvConf,
		"enabled_plugins":         files.EnabledPlugins,
		"etc_hosts":               files.EtcHosts,
		"systemd_limits":          files.SystemdLimits,
		"ports":                   ports,
	}, nil
}
