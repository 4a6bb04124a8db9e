package management

import (
	"context"
	"errors"
	"sync"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// sharedReads lets reads of the same kind in the same virtual host share one list. What it promises:
//
//   - A read that starts after a write of this client has been answered sees that write and all before it: every write
//     makes all lists that were begun before it useless for reads that start later. Kinds are not distinguished, since
//     deleting a virtual host or a queue takes other kinds along.
//   - An object is taken from a list once. The next read of it asks the broker again, so nothing is shared for longer
//     than Terraform needs to walk once over its state, and never for longer than listAge.
//   - An object that the list does not name is asked for alone, on another node where there is one, before it counts
//     as gone; and a list that the broker refuses (some are poisoned by a single bad object) is replaced by single reads.
//   - Nothing is shared between two clients, so never between two users or two provider configurations.
//
// What nobody has asked for stays as the few bytes of the answer; it is decoded when it is taken.
type sharedReads struct {
	api *httpapi.Client

	mu sync.Mutex
	// writes is the api's count of writes that the cache belongs to.
	writes uint64
	cache  listCache[*listing]
}

func newSharedReads(api *httpapi.Client) *sharedReads {
	return &sharedReads{api: api, cache: newListCache[*listing]()}
}

// readShared reads one object, which has its own path, and a key in the list.
func readShared[T any](ctx context.Context, c *Client, list string, key objectKey, path string) (value T, err error) {
	if isReadingBack(ctx) {
		return getObject[T](ctx, c, path)
	}
	listed := c.shared.join(ctx, list)
	if listed == nil {
		return getObject[T](ctx, c, path)
	}
	defer c.shared.leave(list, listed)
	if err := listed.wait(ctx); err != nil {
		return value, err
	}
	switch {
	case refused(listed.err):
		return getObject[T](ctx, c, path)
	case listed.err != nil:
		return value, listed.err
	}
	raw, known := listed.content.take(key)
	switch {
	case known && raw == nil:
		return getObject[T](ctx, c, path)
	case known:
		return value, unmarshal(raw, &value)
	case !c.manyEndpoints():
		return getObject[T](ctx, c, path)
	}
	absent := &httpapi.Error{Method: "GET", Path: list, Endpoint: listed.content.endpoint, Status: 404, Reason: "the list does not name it"}
	_, err = c.confirmAbsence(ctx, httpapi.Reading(path, &value), absent)
	return value, err
}

// join returns the list that a read takes its object from; nil for a read that is better done alone.
func (s *sharedReads) join(ctx context.Context, path string) *sharedList[*listing] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.api.Writes(); now != s.writes {
		s.writes, s.cache = now, newListCache[*listing]()
	}
	listed := s.cache.join(allLists, path, func() *sharedList[*listing] {
		return beginList(ctx, func(ctx context.Context) (*listing, error) { return readListing(ctx, s.api, path) })
	})
	if listed != nil {
		listed.readers++
	}
	return listed
}

// allLists is the group of the cache's counts: a plan that reads a few objects of each of many kinds reads many.
const allLists = ""

// leave ends a read. A list that nobody waits for any more is given up; one that failed is not kept, so that the next
// read tries again, unless the broker itself refused it.
func (s *sharedReads) leave(path string, listed *sharedList[*listing]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	listed.readers--
	failed := listed.finished() && listed.err != nil && !refused(listed.err)
	if listed.readers == 0 && !listed.finished() {
		listed.cancel()
		failed = true
	}
	if failed && s.cache.lists[path] == listed {
		delete(s.cache.lists, path)
	}
}

// refused reports whether the broker answered and will not give this list, which says nothing of the single objects. That no
// endpoint answers, or none in time, would be the same for each object.
func refused(err error) bool {
	var answer *httpapi.Error
	var unreachable *httpapi.UnreachableError
	return errors.As(err, &answer) && !errors.As(err, &unreachable) && !errors.Is(err, httpapi.ErrTimeout)
}
