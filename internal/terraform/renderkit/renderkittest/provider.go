package renderkittest

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// alone is a provider with nothing but one data source.
type alone struct {
	dataSource func() datasource.DataSource
}

// Factories serve a provider "rabbitmqha" with nothing but one data source, which needs no configuration, to Terraform.
func Factories(dataSource func() datasource.DataSource) map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"rabbitmqha": providerserver.NewProtocol6WithError(alone{dataSource}),
	}
}

func (alone) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "rabbitmqha"
}

func (alone) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse)          {}
func (alone) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}
func (alone) Resources(context.Context) []func() resource.Resource                              { return nil }

func (a alone) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{a.dataSource}
}
