package management

import (
	"context"
	"time"
)

// Terraform reads object by object and never says how many will follow: a plan of a few must not fetch thousands, and one of
// thousands must not send a request for each. So after the first few reads a list answers the others. There is one cache for
// that, and two uses of it, which differ in what makes a list useless: sharedReads takes objects out of lists that are newer
// than this client's last write; bindingLookups learns from a list which bindings do not exist, and remembers its own ones.

// smallOperation is how many objects are read by a request of their own before lists are asked for. Five keeps a refresh of
// everything in a virtual host within twelve requests: these five, one list for each kind, and the two that read the broker's
// version and the cluster's id.
const smallOperation = 5

// listAge bounds how old a list may be when an object is taken from it. Refreshing ten thousand objects takes Terraform
// half a minute.
const listAge = time.Minute

// listCache keeps the lists that reads share. Its user guards it with a lock.
type listCache[T any] struct {
	// asked counts reads, of all lists or of each, as the user groups them.
	asked map[string]int
	// lists are by path.
	lists map[string]*sharedList[T]
}

func newListCache[T any]() listCache[T] {
	return listCache[T]{asked: map[string]int{}, lists: map[string]*sharedList[T]{}}
}

// join counts a read, and returns the list that answers it, begun by this read if no other one has; nil for a read that is
// better done alone.
func (c *listCache[T]) join(group, path string, begin func() *sharedList[T]) *sharedList[T] {
	c.asked[group]++
	listed := c.lists[path]
	if listed != nil && time.Since(listed.begun) <= listAge {
		return listed
	}
	if c.asked[group] <= smallOperation {
		return nil
	}
	listed = begin()
	c.lists[path] = listed
	return listed
}

// sharedList is one list call and what is made of its answer. The call belongs to all who wait for it, so that the end of the
// first one's context does not end it.
type sharedList[T any] struct {
	begun  time.Time
	cancel context.CancelFunc
	done   chan struct{}
	// content and err are there when done is closed.
	content T
	err     error
	// readers counts those who wait or take; guarded by the lock of the cache's user.
	readers int
}

func beginList[T any](ctx context.Context, read func(context.Context) (T, error)) *sharedList[T] {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	listed := &sharedList[T]{begun: time.Now(), done: make(chan struct{}), cancel: cancel}
	go func() {
		defer cancel()
		defer close(listed.done)
		listed.content, listed.err = read(ctx)
	}()
	return listed
}

// wait returns when the call has ended, with an error only if the context ended first.
func (l *sharedList[T]) wait(ctx context.Context) error {
	select {
	case <-l.done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (l *sharedList[T]) finished() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}
