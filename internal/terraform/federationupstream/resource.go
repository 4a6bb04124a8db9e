// Package federationupstream is the resource rabbitmqha_federation_upstream.
package federationupstream

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
)

// Resource is rabbitmqha_federation_upstream.
type Resource struct {
	runtimeparameter.Resource[Model, *Model]
}

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource {
	return &Resource{runtimeparameter.NewResource[Model](runtimeparameter.Kind{
		TypeName: "federation_upstream", Noun: "federation upstream", Component: "federation-upstream", Secret: true,
	})}
}
