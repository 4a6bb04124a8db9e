package management

import (
	"context"
	"net/http"
	"sync"
)

// create declares what nobody is to have made before. The broker leaves an equal object as it is, and tells so by its
// status: 201 Created for a new one, 204 No Content else (3.8 to 4.3, for queues of all types and exchanges alike).
func (c *Client) create(ctx context.Context, path string, object any, evidence *evidence) error {
	got, err := c.answerToPut(ctx, path, object, evidence)
	replaced := c.removed.take(path)
	if err == nil && got.status == http.StatusNoContent && !got.again && !replaced {
		return ErrExists
	}
	return err
}

// removals are the paths of what this client has removed. Behind one address there can be several nodes, and the one
// that is asked to make an object again may not have heard yet that the old one is gone.
type removals struct {
	mu    sync.Mutex
	paths map[string]struct{}
}

func (r *removals) add(path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.paths == nil {
		r.paths = map[string]struct{}{}
	}
	r.paths[path] = struct{}{}
}

// take tells whether a path was removed, once: what is made in its place is there for good.
func (r *removals) take(path string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.paths[path]
	delete(r.paths, path)
	return ok
}
