package management

import (
	"context"
	"net/http"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// FeatureFlag is a change of the broker's inner workings that waits to be switched on once all nodes are upgraded.
type FeatureFlag struct {
	Name string `json:"name"`
	// State is "enabled", "disabled", "state_changing", or "unavailable" where a node of the cluster does not know it.
	State known.Value[string] `json:"state"`
	// Stability is "required" (always on in this release), "stable" or "experimental".
	Stability   string `json:"stability"`
	Description string `json:"desc"`
}

// Enabled reports whether the flag is switched on, for good; false also where the broker does not answer the state.
func (f FeatureFlag) Enabled() bool { return f.is("enabled") }

// Unavailable reports whether a node of the cluster does not know the flag.
func (f FeatureFlag) Unavailable() bool { return f.is("unavailable") }

func (f FeatureFlag) is(wanted string) bool {
	state, isKnown := f.State.Get()
	return isKnown && state == wanted
}

// Experimental reports whether RabbitMQ does not yet promise to support it.
func (f FeatureFlag) Experimental() bool { return f.Stability == "experimental" }

// FeatureFlags reads all flags that the broker knows.
func (c *Client) FeatureFlags(ctx context.Context) ([]FeatureFlag, error) {
	return get[[]FeatureFlag](ctx, c, apiPath("feature-flags"))
}

// EnableFeatureFlag switches a flag on in the whole cluster, for good. ErrTimeout says that the broker is still at it.
// That an experimental one may be switched on is for the caller to decide: the API of 4.0 does not ask.
func (c *Client) EnableFeatureFlag(ctx context.Context, name string) error {
	_, err := c.api.Do(ctx, httpapi.Request{
		Method: http.MethodPut, Path: apiPath("feature-flags", name, "enable"), Body: []byte("{}"), Once: true,
	})
	return err
}
