package management

import (
	"context"
	"encoding/json"
	"sync"
	"time"
)

// bindingLookups finds out cheaply that a binding does not exist. After the first few in a virtual host, which are looked for
// one by one, a list of its bindings tells for the next minute which ends had none. It does not matter that it grows old:
// bindings that this client has made are remembered besides, and only one that somebody else makes within that minute is
// missed. What may be there is looked for after all.
type bindingLookups struct {
	mu    sync.Mutex
	asked map[string]int
	lists map[string]*boundEnds
	// made are the bindings of this client.
	made map[string]struct{}
}

// boundEnds are the pairs of ends that have bindings, of one virtual host.
type boundEnds struct {
	begun time.Time
	done  chan struct{}
	err   error
	ends  map[objectKey]struct{}
}

// mayExist reports whether it is worth looking for a binding.
func (l *bindingLookups) mayExist(ctx context.Context, c *Client, b Binding) (bool, error) {
	listed := l.join(ctx, c, b)
	if listed == nil {
		return true, nil
	}
	select {
	case <-listed.done:
	case <-ctx.Done():
		return false, context.Cause(ctx)
	}
	_, bound := listed.ends[b.ends()]
	return bound || listed.err != nil, nil
}

// join returns the list to look into, begun by this look if nobody else has; nil where the binding itself is to be looked
// for.
func (l *bindingLookups) join(ctx context.Context, c *Client, b Binding) *boundEnds {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked == nil {
		l.asked, l.lists = map[string]int{}, map[string]*boundEnds{}
	}
	l.asked[b.Vhost]++
	if _, made := l.made[b.text()]; made {
		return nil
	}
	listed := l.lists[b.Vhost]
	if listed != nil && time.Since(listed.begun) <= listAge {
		return listed
	}
	if l.asked[b.Vhost] <= smallOperation {
		return nil
	}
	listed = &boundEnds{begun: time.Now(), done: make(chan struct{}), ends: map[objectKey]struct{}{}}
	l.lists[b.Vhost] = listed
	go listed.read(context.WithoutCancel(ctx), c, b.Vhost)
	return listed
}

func (e *boundEnds) read(ctx context.Context, c *Client, vhost string) {
	defer close(e.done)
	bindings, err := getList[Binding](ctx, c, listPath("bindings", vhost)+"?columns=source,destination,destination_type")
	for _, each := range bindings {
		e.ends[each.ends()] = struct{}{}
	}
	e.err = err
}

// remember notes a binding that this client has made.
func (l *bindingLookups) remember(b Binding) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made == nil {
		l.made = map[string]struct{}{}
	}
	l.made[b.text()] = struct{}{}
}

func (b Binding) ends() objectKey {
	return objectKey{Source: b.Source, Destination: b.Destination, DestinationType: b.DestinationType}
}

// text tells bindings apart as the broker does.
func (b Binding) text() string {
	b.PropertiesKey = ""
	text, err := json.Marshal(b)
	if err != nil {
		// Arguments were decoded from JSON.
		return ""
	}
	return string(text)
}
