package management

import (
	"errors"
	"sync"
	"time"
)

// An endpoint that fails is set aside for a second, and twice as long each time that it fails again afterwards.
const (
	firstRest = time.Second
	maxRest   = 30 * time.Second
)

// health knows which endpoints to ask, and in which order.
type health struct {
	mu sync.Mutex
	// preferred is the endpoint to ask first. It stays the same while it answers, so that reads see what was written
	// before them: the views of other nodes may lag.
	preferred int
	// tripped: a call has tried long enough. Until an endpoint answers again nobody else waits for one: with a thousand
	// objects to read from a broker that is away, only the first ones are worth the wait.
	tripped bool
	// lag is viewLag, except where a test has no time for it.
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

func newHealth(endpoints int) *health {
	return &health{lag: viewLag, endpoints: make([]condition, endpoints)}
}

// order lists the endpoints to ask: the preferred one, the other healthy ones, and for want of those the ones that are
// set aside. Where there is no hope these are left alone, but for a read of one that did answer: it costs no waiting.
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
		rest := maxRest
		if each.failures < 5 {
			rest = firstRest << each.failures
		}
		each.failures++
		each.until = now.Add(rest)
	}
	if wish := restWanted(reason); wish > 0 {
		each.notBefore = now.Add(wish)
		if each.until.Before(each.notBefore) {
			each.until = each.notBefore
		}
	}
}

func (h *health) trip() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tripped = true
}

func (h *health) lost() bool {
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

// cooldown is how long until an endpoint may be asked that has told when.
func (h *health) cooldown() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	least := time.Until(h.endpoints[0].notBefore)
	for _, each := range h.endpoints {
		least = min(least, time.Until(each.notBefore))
	}
	return max(least, 0)
}
