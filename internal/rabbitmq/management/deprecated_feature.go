package management

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// DeprecatedFeature is something that a release still has, or has no longer, and that later ones will not have.
type DeprecatedFeature struct {
	Name string `json:"name"`
	// Phase is "permitted_by_default", "denied_by_default", "disconnected" or "removed".
	Phase string `json:"deprecation_phase"`
	// State is "permitted" or "denied": what holds on this broker, whatever the default of the phase. Unknown before 4.2, where
	// the API does not answer it.
	State known.Value[string] `json:"state"`
	// Documentation is an address; empty if there is none.
	Documentation string `json:"doc_url"`
}

// DeprecatedFeatures reads all of them; brokers before 3.13 answer ErrNotFound.
func (c *Client) DeprecatedFeatures(ctx context.Context) ([]DeprecatedFeature, error) {
	return get[[]DeprecatedFeature](ctx, c, apiPath("deprecated-features"))
}

// DeprecatedFeaturesInUse reads those that something on the broker uses right now.
func (c *Client) DeprecatedFeaturesInUse(ctx context.Context) ([]DeprecatedFeature, error) {
	return get[[]DeprecatedFeature](ctx, c, apiPath("deprecated-features", "used"))
}
