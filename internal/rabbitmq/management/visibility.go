package management

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// From 4.3.3 on (rabbit_web_dispatch_access_control:user_matches_vhost) a broker answers 404 in place of 401 to a user who has
// no permissions in the virtual host, whatever is asked for there. Taken by its word that would drop objects that exist from
// Terraform's state. So a "not found" from within a virtual host counts only for a user who can see what is in it: an
// administrator, or one who is shown the default exchange, which every virtual host has. For anybody else it is ErrHidden,
// from any broker: the virtual host may be gone or hidden.

// visibilityCache remembers for a while what has been found out about the user and the broker: which virtual hosts the user can
// see into, percent-encoded, and what the constants name.
type visibilityCache struct {
	mu   sync.Mutex
	seen map[string]time.Time
}

const (
	// everywhere is what is remembered of an administrator.
	everywhere = ""
	// clusterID is what is remembered of a node that has its metadata. No name of a virtual host is written so in a path.
	clusterID = "/"
)

func (v *visibilityCache) note(key string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.seen == nil {
		v.seen = map[string]time.Time{}
	}
	v.seen[key] = time.Now()
}

func (v *visibilityCache) has(key string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	at, known := v.seen[key]
	return known && time.Since(at) <= listAge
}

// verifyVisible is the row of ErrHidden.
func (c *Client) verifyVisible(ctx context.Context, path string, err error) error {
	vhost := vhostIn(path)
	if vhost == "" || !errors.Is(err, httpapi.ErrNotFound) || c.visible.has(everywhere) || c.visible.has(vhost) {
		return err
	}
	switch hidden, asking := c.hides(ctx, vhost); {
	case asking != nil:
		return fmt.Errorf("%w: %s; whether the user can see into the virtual host could not be asked: %w", ErrHidden, err.Error(), asking)
	case hidden:
		return fmt.Errorf("%w: %s", ErrHidden, err.Error())
	}
	return err
}

// hides reports whether a virtual host, percent-encoded, may exist and be hidden from the user.
func (c *Client) hides(ctx context.Context, vhost string) (bool, error) {
	var self struct {
		Tags nameList `json:"tags"`
	}
	switch err := c.readOnce(ctx, apiPath("whoami"), &self); {
	case errors.Is(err, httpapi.ErrNotFound):
		// No broker: each knows who asks.
		return false, nil
	case err != nil:
		return false, err
	case slices.Contains(self.Tags, "administrator"):
		c.visible.note(everywhere)
		return false, nil
	}
	var exchange struct{}
	err := c.readOnce(ctx, "/api/exchanges/"+vhost+"/"+DefaultExchange+"?columns=name", &exchange)
	switch {
	case errors.Is(err, httpapi.ErrNotFound), errors.Is(err, httpapi.ErrAccessRefused):
		return true, nil
	case err == nil:
		c.visible.note(vhost)
	}
	return false, err
}

// vhostIn is the virtual host that a path leads into, percent-encoded as it is there; "" for everything that an
// administrator alone is shown, and so not hidden but refused.
func vhostIn(path string) string {
	path, _, _ = strings.Cut(path, "?")
	steps := strings.Split(strings.TrimPrefix(path, "/api/"), "/")
	at := 1
	switch steps[0] {
	case "queues", "exchanges", "bindings", "policies", "operator-policies", "vhost-limits":
	case "parameters":
		at = 2
	default:
		return ""
	}
	if at >= len(steps) {
		return ""
	}
	return steps[at]
}
