package haproxyconfig

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
)

var _ datasource.DataSourceWithValidateConfig = (*dataSource)(nil)

type dataSource struct{}

// NewDataSource returns the data source rabbitmqha_haproxy_config.
func NewDataSource() datasource.DataSource { return &dataSource{} }

func (d *dataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_haproxy_config"
}

func (d *dataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataSourceSchema()
}

// ValidateConfig reports every problem that does not hang on a value still unknown. Read validates again, when all
// values are known.
func (d *dataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	config, unknown := decode(ctx, req.Config, &resp.Diagnostics)
	if !resp.Diagnostics.HasError() {
		report(&resp.Diagnostics, settled(config.Validate(), unknown))
	}
}

func (d *dataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	config, _ := decode(ctx, req.Config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if problems := config.Validate(); len(problems) > 0 {
		report(&resp.Diagnostics, problems)
		return
	}
	text, err := config.Render()
	if err != nil {
		resp.Diagnostics.AddError("Rendering the HAProxy configuration failed", err.Error())
		return
	}
	resp.State.Raw = req.Config.Raw
	for name, value := range outputs(config, text) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	if warnings := config.Warnings(); len(warnings) > 0 {
		resp.Diagnostics.AddWarning("The HAProxy configuration may not do what is meant", "- "+strings.Join(warnings, "\n- "))
	}
}

// outputs are the values of the computed attributes, by name. The text is kept out of config when it holds a
// password, because an attribute is sensitive always or never.
func outputs(config haproxy.Config, text string) map[string]any {
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
		"warnings":         append([]string{}, config.Warnings()...),
	}
}

func report(diags *diag.Diagnostics, problems []haproxy.Problem) {
	for _, p := range problems {
		diags.AddAttributeError(attributePath(p.Path), p.Summary, p.Detail)
	}
}
