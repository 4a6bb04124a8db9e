package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/actions"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/bigipas3"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/binding"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/clientsettings"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/cluster"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/clustermember"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/clustername"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/deliverycheck"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/effectivepolicy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/exchange"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/featureflag"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/federationupstream"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/federationupstreamset"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/functions"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/globalparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/haaudit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/haproxyconfig"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/limits"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/mirroringpolicy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/nodeconfig"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/parameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/permissions"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/policy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/queue"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/quorumreadiness"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/shovel"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/topicpermissions"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/user"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/vhost"
)

// TypeName is the prefix of every resource and data source.
const TypeName = "rabbitmqha"

// Provider implements the Terraform provider.
type Provider struct {
	version string
}

var (
	_ provider.ProviderWithActions       = (*Provider)(nil)
	_ provider.ProviderWithFunctions     = (*Provider)(nil)
	_ provider.ProviderWithListResources = (*Provider)(nil)
)

// New returns a constructor of the provider in the given release, as the plugin server wants it.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &Provider{version: version} }
}

// Metadata implements provider.Provider.
func (p *Provider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = TypeName
	resp.Version = p.version
}

// Resources implements provider.Provider.
func (p *Provider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		binding.NewResource,
		clustermember.NewResource,
		clustername.NewResource,
		exchange.NewResource,
		featureflag.NewResource,
		federationupstream.NewResource,
		federationupstreamset.NewResource,
		globalparameter.NewResource,
		limits.NewUserResource,
		limits.NewVhostResource,
		mirroringpolicy.NewResource,
		parameter.NewResource,
		permissions.NewResource,
		policy.NewOperatorResource,
		policy.NewResource,
		queue.NewResource,
		shovel.NewResource,
		topicpermissions.NewResource,
		user.NewResource,
		vhost.NewResource,
	}
}

// DataSources implements provider.Provider.
func (p *Provider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		bigipas3.NewDataSource,
		binding.NewDataSource,
		clientsettings.NewDataSource,
		cluster.NewDataSource,
		deliverycheck.NewDataSource,
		effectivepolicy.NewDataSource,
		exchange.NewDataSource,
		featureflag.NewDataSource,
		haaudit.NewDataSource,
		haproxyconfig.NewDataSource,
		nodeconfig.NewDataSource,
		policy.NewDataSource,
		queue.NewDataSource,
		queue.NewListDataSource,
		quorumreadiness.NewDataSource,
		user.NewDataSource,
		vhost.NewDataSource,
		vhost.NewListDataSource,
	}
}

// ListResources implements provider.ProviderWithListResources.
func (p *Provider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{
		binding.NewListResource,
		exchange.NewListResource,
		policy.NewListResource,
		policy.NewOperatorListResource,
		queue.NewListResource,
		user.NewListResource,
		vhost.NewListResource,
	}
}

// Actions implements provider.ProviderWithActions.
func (p *Provider) Actions(context.Context) []func() action.Action { return actions.All() }

// Functions implements provider.ProviderWithFunctions.
func (p *Provider) Functions(context.Context) []func() function.Function { return functions.All() }
