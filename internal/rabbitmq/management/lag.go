package management

import "time"

// viewLag is how long the view of a node may lag behind a change that another node took. With Khepri a node answers when
// it has the change itself; the others learn of it with the next message of the leader, on an idle network within
// milliseconds.
const viewLag = 500 * time.Millisecond

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
