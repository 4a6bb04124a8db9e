package nodeconfig

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

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

// Outputs are the values of the computed attributes, by name. A text that holds a secret is in its sensitive attribute only,
// because an attribute is sensitive always or never. A text that is another one on each node is in the files only.
func (r rendering) Outputs(context.Context) (map[string]any, error) {
	files := r.Files()
	nodeFiles := r.NodeFiles()
	ports := []portModel{}
	for _, p := range r.Ports() {
		ports = append(ports, portModel(p))
	}
	confDiffers, termsDiffer := r.ConfDiffers(), r.TermsDiffer()
	outputs := map[string]any{
		"rabbitmq_conf":             unless(confDiffers || r.HasSecret(), files.RabbitMQConf),
		"rabbitmq_conf_sensitive":   unless(confDiffers, files.RabbitMQConf),
		"rabbitmq_conf_sha256":      unless(confDiffers, sum(files.RabbitMQConf)),
		"advanced_config":           unless(termsDiffer || r.HasAdvancedSecret(), files.AdvancedConfig),
		"advanced_config_sensitive": unless(termsDiffer, files.AdvancedConfig),
		"rabbitmq_config":           unless(termsDiffer || r.HasAdvancedSecret(), files.RabbitMQConfig),
		"rabbitmq_config_sensitive": unless(termsDiffer, files.RabbitMQConfig),
		"rabbitmq_env_conf":         files.RabbitMQEnvConf,
		"enabled_plugins":           files.EnabledPlugins,
		"etc_hosts":                 files.EtcHosts,
		"systemd_limits":            files.SystemdLimits,
		"ports":                     ports,
		"files":                     nodeFiles,
		"files_sensitive":           nodeFiles,
		"files_sha256":              sums(nodeFiles),
	}
	if r.HasNodeSecret() {
		outputs["files"] = types.MapNull(textsType)
	}
	return outputs, nil
}

// textsType is the type of the texts of one node.
var textsType = types.MapType{ElemType: types.StringType}

// unless is a text, or null.
func unless(null bool, text string) types.String {
	if null {
		return types.StringNull()
	}
	return types.StringValue(text)
}

func sum(text string) string {
	hash := sha256.Sum256([]byte(text))
	return hex.EncodeToString(hash[:])
}

// sums are the hashes of all files of each node with their paths.
func sums(files map[string]map[string]string) map[string]string {
	all := map[string]string{}
	for node, texts := range files {
		together := ""
		for _, path := range slices.Sorted(maps.Keys(texts)) {
			together += sum(path) + sum(texts[path])
		}
		all[node] = sum(together)
	}
	return all
}
