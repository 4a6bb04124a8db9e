package management

import (
	"context"
	"encoding/json"
	"sync"
)

// bindingLookups finds out cheaply that a binding does not exist. After the first few in a virtual host, which are looked for
// one by one, a list of its bindings says for the next minute which ends had none. It does not matter that it grows old:
// bindings that this client has made are remembered, and only one that somebody else makes within that minute is
// missed. A binding that may exist is looked for alone.
type bindingLookups struct {
	mu sync.Mutex
	// cache is by virtual host. Each list is the pairs of ends that have bindings.
	cache listCache[map[objectKey]struct{}]
	// made are the bindings of this client.
	made map[string]struct{}
}

func newBindingLookups() *bindingLookups {
	return &bindingLookups{cache: newListCache[map[objectKey]struct{}](), made: map[string]struct{}{}}
}

// mayExist reports whether it is worth looking for a binding.
func (l *bindingLookups) mayExist(ctx context.Context, c *Client, b Binding) (bool, error) {
	listed := l.join(ctx, c, b)
	if listed == nil {
		return true, nil
	}
	if err := listed.wait(ctx); err != nil {
		return false, err
	}
	_, bound := listed.content[b.ends()]
	return bound || listed.err != nil, nil
}

// join returns the list to look into; nil where the binding itself is to be looked for. Such a list is read to its end even if
// nobody waits for it any more, and one that failed is not asked for again before it is too old.
func (l *bindingLookups) join(ctx context.Context, c *Client, b Binding) *sharedList[map[objectKey]struct{}] {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, made := l.made[b.identity()]; made {
		l.cache.asked[b.Vhost]++
		return nil
	}
	return l.cache.join(b.Vhost, b.Vhost, func() *sharedList[map[objectKey]struct{}] {
		return beginList(ctx, func(ctx context.Context) (map[objectKey]struct{}, error) { return c.boundEnds(ctx, b.Vhost) })
	})
}

// boundEnds are the pairs of ends that have bindings in a virtual host.
func (c *Client) boundEnds(ctx context.Context, vhost string) (map[objectKey]struct{}, error) {
	bindings, err := getList[Binding](ctx, c, listPath("bindings", vhost)+"?columns=source,destination,destination_type")
	ends := make(map[objectKey]struct{}, len(bindings))
	for _, each := range bindings {
		ends[each.ends()] = struct{}{}
	}
	return ends, err
}

// remember notes a binding that this client has made.
func (l *bindingLookups) remember(b Binding) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.made[b.identity()] = struct{}{}
}

func (b Binding) ends() objectKey {
	return objectKey{Source: b.Source, Destination: b.Destination, DestinationType: b.DestinationType}
}

// identity distinguishes bindings as the broker does.
func (b Binding) identity() string {
	b.PropertiesKey = ""
	text, err := json.Marshal(b)
	if err != nil {
		// Arguments were decoded from JSON.
		return ""
	}
	return string(text)
}
