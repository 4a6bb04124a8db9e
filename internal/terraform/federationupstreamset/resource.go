// Package federationupstreamset is the resource rabbitmqha_federation_upstream_set.
package federationupstreamset

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
)

// Resource is rabbitmqha_federation_upstream_set.
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
		TypeName: "federation_upstream_set", Noun: "federation upstream set", Component: "federation-upstream-set",
	})}
}
