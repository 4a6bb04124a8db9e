package management

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// smallOperation is how many objects are read by a request of their own before lists are asked for. Terraform reads
// object by object and never says how many will follow: a plan of a few must not fetch thousands, and one of thousands
// must not send a request for each. Five keeps a refresh of everything in a virtual host within twelve requests: these
// five, one list for each kind, and the two that tell the broker's version and the cluster's id.
const smallOperation = 5

// listAge bounds how old a list may be when an object is taken from it. Refreshing ten thousand objects takes Terraform
// half a minute.
const listAge = time.Minute

// sharedReads lets reads of the same kind in the same virtual host share one list. What it promises:
//
//   - A read that starts after a write of this client has been answered sees that write and all before it: every write
//     makes all lists that were begun before it useless for reads that start later. Kinds are not told apart, since
//     deleting a virtual host or a queue takes other kinds along.
//   - An object is taken from a list once. Whoever reads it again asks the broker again, so nothing is shared for longer
//     than Terraform needs to walk once over its state, and never for longer than listAge.
//   - An object that the list does not name is asked for by itself, on another node where there is one, before it counts
//     as gone; and a list that the broker refuses (some are poisoned by a single bad object) is replaced by single reads.
//   - Nothing is shared between two clients, so never between two users or two provider configurations.
//
// What nobody has asked for stays as the few bytes of the answer; it is decoded when it is taken.
type sharedReads struct {
	api *httpapi.Client

	mu sync.Mutex
	// writes is the api's count of writes that the fields below belong to.
	writes uint64
	asked  int
	lists  map[string]*listing
}

// readShared reads one object, which is at path by itself and under key in the list.
func readShared[T any](ctx context.Context, c *Client, list string, key objectKey, path string) (value T, err error) {
	listed := c.shared.join(ctx, list)
	if listed == nil {
		return getObject[T](ctx, c, path)
	}
	defer c.shared.leave(list, listed)
	select {
	case <-listed.done:
	case <-ctx.Done():
		return value, context.Cause(ctx)
	}
	switch {
	case refused(listed.err):
		return getObject[T](ctx, c, path)
	case listed.err != nil:
		return value, listed.err
	}
	raw, known := listed.take(key)
	switch {
	case known && raw == nil:
		return getObject[T](ctx, c, path)
	case known:
		return value, unmarshal(raw, &value)
	case !c.manyEndpoints():
		return getObject[T](ctx, c, path)
	}
	absent := &httpapi.Error{Method: "GET", Path: list, Endpoint: listed.endpoint, Status: 404, Reason: "the list does not name it"}
	_, err = c.confirmAbsence(ctx, httpapi.Reading(path, &value), absent)
	return value, err
}

// join returns the list that a read takes its object from, begun by this read if nobody else has; nil for a read that
// is better done by itself.
func (s *sharedReads) join(ctx context.Context, path string) *listing {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.api.Writes(); now != s.writes || s.lists == nil {
		s.writes, s.asked, s.lists = now, 0, map[string]*listing{}
	}
	s.asked++
	listed := s.lists[path]
	if listed == nil || time.Since(listed.begun) > listAge {
		if s.asked <= smallOperation {
			return nil
		}
		listed = newListing(ctx, s.api, path)
		s.lists[path] = listed
	}
	listed.readers++
	return listed
}

// leave ends a read. A list that nobody waits for any more is given up; one that failed is not kept, so that the next
// read tries again, unless the broker itself refused it.
func (s *sharedReads) leave(path string, listed *listing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	listed.readers--
	failed := listed.finished() && listed.err != nil && !refused(listed.err)
	if listed.readers == 0 && !listed.finished() {
		listed.cancel()
		failed = true
	}
	if failed && s.lists[path] == listed {
		delete(s.lists, path)
	}
}

// refused tells that the broker answered and will not give this list, which says nothing of the single objects. That no
// endpoint answers, or none in time, would be the same for each object.
func refused(err error) bool {
	var answer *httpapi.Error
	var unreachable *httpapi.UnreachableError
	return errors.As(err, &answer) && !errors.As(err, &unreachable) && !errors.Is(err, httpapi.ErrTimeout)
}
