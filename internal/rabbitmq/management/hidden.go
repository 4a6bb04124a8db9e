package management

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// From 4.3.3 on (rabbit_web_dispatch_access_control:user_matches_vhost) a broker answers 404 in place of 401 to a user who has
// no permissions in the virtual host, whatever is asked for there. Taken by its word that would drop objects that exist from
// Terraform's state. So a "not found" from within a virtual host counts only for a user who can see what is in it: an
// administrator, or one who is shown the default exchange, which every virtual host has. For anybody else it is ErrHidden,
// from any broker: the virtual host may be gone or out of sight.

// sight remembers for a while what has been found out about the user and the broker: which virtual hosts the user can see
// into, percent-encoded, and what the constants name.
type sight struct {
	mu   sync.Mutex
	seen map[string]time.Time
}

// everywhere is what is remembered of an administrator.
const everywhere = ""

func (s *sight) note(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil {
		s.seen = map[string]time.Time{}
	}
	s.seen[key] = time.Now()
}

func (s *sight) has(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, known := s.seen[key]
	return known && time.Since(at) <= listAge
}

// believed returns the error of a request as it is, or ErrHidden or ErrEmptyView in place of a "not found" that says nothing.
func (t *transport) believed(ctx context.Context, path string, err error) error {
	err = t.founded(ctx, err)
	vhost := vhostIn(path)
	if vhost == "" || !errors.Is(err, ErrNotFound) || t.sight.has(everywhere) || t.sight.has(vhost) {
		return err
	}
	// Nothing is wrapped: what may be hidden must not count as ErrNotFound.
	switch hidden, asking := t.hides(ctx, vhost); {
	case asking != nil:
		return fmt.Errorf("%w: %s; whether the user can see into the virtual host could not be asked: %w", ErrHidden, err.Error(), asking)
	case hidden:
		return fmt.Errorf("%w: %s", ErrHidden, err.Error())
	}
	return err
}

// hides reports whether a virtual host, percent-encoded, may exist out of the user's sight.
func (t *transport) hides(ctx context.Context, vhost string) (bool, error) {
	var self struct {
		Tags nameList `json:"tags"`
	}
	switch err := t.look(ctx, apiPath("whoami"), &self); {
	case errors.Is(err, ErrNotFound):
		// No broker: each knows who asks.
		return false, nil
	case err != nil:
		return false, err
	case slices.Contains(self.Tags, "administrator"):
		t.sight.note(everywhere)
		return false, nil
	}
	var exchange struct{}
	err := t.look(ctx, "/api/exchanges/"+vhost+"/"+DefaultExchange+"?columns=name", &exchange)
	switch {
	case errors.Is(err, ErrNotFound), errors.Is(err, ErrAccessRefused):
		return true, nil
	case err == nil:
		t.sight.note(vhost)
	}
	return false, err
}

// look asks the endpoints once, whatever they answer.
func (t *transport) look(ctx context.Context, path string, value any) error {
	c := t.newCall(request{method: http.MethodGet, path: path, decode: func(body io.Reader) error { return decode(body, value) }})
	_, over, err := c.tryEndpoints(ctx)
	if !over {
		err = c.failure(ctx)
	}
	return err
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
