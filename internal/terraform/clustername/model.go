package clustername

import "github.com/hashicorp/terraform-plugin-framework/types"

// singleton is the id: what names the object must not change, and the cluster's name may.
const singleton = "cluster_name"

// Model is the state of rabbitmqha_cluster_name.
type Model struct {
	ID   types.String `tfsdk:"id"`
	Name types.String `tfsdk:"name"`
}
