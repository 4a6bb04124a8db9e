package featureflag

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestDeprecatedFeaturesAndTheirUse(t *testing.T) {
	address, yes, no := "https://www.rabbitmq.com", true, false
	mirroring := management.DeprecatedFeature{Name: "classic_queue_mirroring", Phase: "removed", State: known.Of("denied")}
	old := management.DeprecatedFeature{Name: "ram_node_type", Phase: "permitted_by_default"}
	transient := management.DeprecatedFeature{Name: "transient_nonexcl_queues", Phase: "permitted_by_default", State: known.Of("permitted"), Documentation: address}
	features, used := deprecated([]management.DeprecatedFeature{transient, old, mirroring}, []management.DeprecatedFeature{transient})
	want := []deprecatedModel{
		{Name: "classic_queue_mirroring", Phase: "removed", Permitted: &no},
		{Name: "ram_node_type", Phase: "permitted_by_default"},
		{Name: "transient_nonexcl_queues", Phase: "permitted_by_default", Permitted: &yes, InUse: true, Documentation: &address},
	}
	if diff := cmp.Diff(want, features) + cmp.Diff([]string{"transient_nonexcl_queues"}, used); diff != "" {
		t.Error(diff)
	}
	if _, used := deprecated(nil, nil); used == nil {
		t.Error("no features in use are null, which would be: not known")
	}
}

func pointer[T any](value T) *T { return &value }

func TestListedFlags(t *testing.T) {
	got := listed([]management.FeatureFlag{{Name: "b", State: known.Of("disabled"), Stability: "stable"}, {Name: "a", State: known.Of("enabled"), Description: "d"}})
	want := []flagModel{{Name: "a", State: pointer("enabled"), Enabled: true, Description: "d"}, {Name: "b", State: pointer("disabled"), Stability: "stable"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
