package httpapi

import (
	"errors"
	"sync"
	"time"
)

// The circuit breaker: an endpoint that fails is set aside for a second, and twice as long each time that it fails again afterwards.
const (
	firstCooldown = time.Second
	maxCooldown   = 30 * time.Second
)

// health knows which endpoints to ask, and in which order.
type health struct {
	mu sync.Mutex
	// preferred is the endpoint to ask first. It stays the same while it answers, so that reads see what was written
	// before them: the views of other nodes may lag.
	preferred int
	// tripped: a call has tried long enough. Until an endpoint answers again no other call waits for one: with a thousand
	// objects to read from a broker that is away, only the first ones are worth the wait.
	tripped bool
	// lag is how long the view of one endpoint may lag behind a change that another one took.
	lag       time.Duration
	endpoints []condition
}

// condition is how one endpoint is; the zero value is well.
type condition struct {
	// failures counts the times that it was set aside since it answered last.
	failures int
	// until is the end of the time that it is set aside, notBefore of the time that it has asked for (Retry-After).
	until, notBefore time.Time
	reason           error
	// wrote is when this endpoint took a change last.
	wrote time.Time
}

func newHealth(endpoints int, lag time.Duration) *health {
	return &health{lag: lag, endpoints: make([]condition, endpoints)}
}

// order lists the endpoints to ask: the preferred one, the other healthy ones, and for want of those the ones that are
// set aside. Where the breaker is tripped these are left alone, but for a read of one that did answer: it costs no waiting.
func (h *health) order(read bool) []int {
	h.mu.Lock()
	defer h.mu.Unlock()
	var first, healthy, aside []int
	now := time.Now()
	for n, each := range h.endpoints {
		switch {
		case now.Before(each.until):
			var refusal *Error
			worthIt := !h.tripped || read && errors.As(each.reason, &refusal)
			if worthIt && !now.Before(each.notBefore) {
				aside = append(aside, n)
			}
		case n == h.preferred:
			first = append(first, n)
		default:
			healthy = append(healthy, n)
		}
	}
	return append(append(first, healthy...), aside...)
}

// anotherThan reports whether an endpoint other than n is healthy.
func (h *health) anotherThan(n int) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	for other, each := range h.endpoints {
		if other != n && !now.Before(each.until) {
			return true
		}
	}
	return false
}

// answered ends the time that an endpoint is set aside.
func (h *health) answered(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tripped = false
	h.endpoints[n] = condition{wrote: h.endpoints[n].wrote}
}

// prefer makes n the endpoint to ask first, unless the present one is well: of calls at the same time one may fail there
// and the others not.
func (h *health) prefer(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.endpoints[h.preferred].failures > 0 {
		h.preferred = n
	}
}

// failed sets an endpoint aside. That it fails again while it is set aside was to be expected and prolongs nothing.
func (h *health) failed(n int, reason error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	each, now := &h.endpoints[n], time.Now()
	each.reason = reason
	if !now.Before(each.until) {
		pause := maxCooldown
		if each.failures < 5 {
			pause = firstCooldown << each.failures
		}
		each.failures++
		each.until = now.Add(pause)
	}
	if wish := cooldownWanted(reason); wish > 0 {
		each.notBefore = now.Add(wish)
		if each.until.Before(each.notBefore) {
			each.until = each.notBefore
		}
	}
}

// trip lets no call wait for an endpoint any more until one answers.
func (h *health) trip() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tripped = true
}

// isTripped reports whether no call waits for an endpoint any more.
func (h *health) isTripped() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.tripped
}

// reason is why an endpoint failed last; nil if it has answered since.
func (h *health) reason(n int) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.endpoints[n].reason
}

// cooldown is how long until an endpoint may be asked that has said when.
func (h *health) cooldown() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	least := time.Until(h.endpoints[0].notBefore)
	for _, each := range h.endpoints {
		least = min(least, time.Until(each.notBefore))
	}
	return max(least, 0)
}

// wrote notes that an endpoint has taken a change, or may have.
func (h *health) wrote(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.endpoints[n].wrote = time.Now()
}

// lagLeft is how long until an endpoint has surely heard of the changes that the others took.
func (h *health) lagLeft(n int) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	left := time.Duration(0)
	for other, each := range h.endpoints {
		if other != n {
			left = max(left, h.lag-time.Since(each.wrote))
		}
	}
	return left
}

// Order lists the endpoints in the order in which they are to be asked, for a read or for a write; those that are set aside come
// last, and are left out while no answer is to be expected of them.
func (c *Client) Order(read bool) []int { return c.health.order(read) }

// SetAside has an endpoint asked after the others for a while, as if a request had failed there for this reason.
func (c *Client) SetAside(n int, reason error) { c.health.failed(n, reason) }
