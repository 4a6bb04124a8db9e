package haproxyconfig

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// NewDataSource returns the data source rabbitmqha_haproxy_config.
func NewDataSource() datasource.DataSource {
	return renderkit.DataSource[model]{
		Name: "haproxy_config", Schema: dataSourceSchema, Rendered: "the HAProxy configuration", Acting: "The HAProxy configuration",
	}.New()
}

// Validate finds what is wrong with the configuration.
func (m model) Validate() []loadbalancer.Problem { return m.config().Validate() }

// Render gives the values of the computed attributes, by name, and warnings. The text is kept out of config when it holds a
// password, because an attribute is sensitive always or never.
func (m model) Render(context.Context) (map[string]any, []string, error) {
	config := m.config()
	text, err := config.Render()
	if err != nil {
		return nil, nil, err
	}
	public := types.StringValue(text)
	if config.HasSecret() {
		public = types.StringNull()
	}
	sum := sha256.Sum256([]byte(text))
	return map[string]any{
		"config":           public,
		"config_sensitive": text,
		"config_sha256":    hex.EncodeToString(sum[:]),
		"endpoints":        config.Endpoints(),
		"server_names":     config.ServerNames(),
	}, config.Warnings(), nil
}
