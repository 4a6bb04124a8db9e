// Package shovel is the resource rabbitmqha_shovel.
package shovel

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
)

// Resource is rabbitmqha_shovel.
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
		TypeName: "shovel", Noun: "shovel", Component: "shovel", Secret: true,
	})}
}
