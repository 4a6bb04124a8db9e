package httpapi

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Behind one address there can be several nodes, each request going to another one, and with Khepri a node that follows may
// not know yet what another has just changed (see DefaultViewLag). Asked for what this client has made it says "not found", and
// so it does to a write that needs it; what has been deleted it still shows, leaves alone when it is declared again (204), and
// declares nothing. Seen on 4.3.6 with each request sent to the next of three nodes, in 1 to 10 of 100.

// DefaultViewLag is how long the view of a node may lag behind a change that another node took. With Khepri a node answers when
// it has the change itself; the others learn of it with the next message of the leader, on an idle network within
// milliseconds.
const DefaultViewLag = 500 * time.Millisecond

// DefaultDoubtFor is for how long an answer that contradicts what this client has just changed is not believed, and asked for
// again: several times as long as a follower lags on a busy machine. Only such answers cost this time.
const DefaultDoubtFor = 2 * time.Second

// changes remembers what this client has changed within the last moments, by paths.
type changes struct {
	mu     sync.Mutex
	within time.Duration
	last   time.Time
	// made and removed are when; the later one of the two counts.
	made, removed map[string]time.Time
}

func newChanges(within time.Duration) *changes {
	return &changes{within: within, made: map[string]time.Time{}, removed: map[string]time.Time{}}
}

// NoteChange remembers that a PUT or DELETE of an object was carried out, or may have been. The client notes its own requests;
// this is for changes of objects that have another path than the request.
func (c *Client) NoteChange(method, path string) {
	path, _, _ = strings.Cut(path, "?")
	memory := c.changes
	memory.mu.Lock()
	defer memory.mu.Unlock()
	memory.last = time.Now()
	switch method {
	case http.MethodPut:
		remember(memory.made, path, memory.last, memory.within)
	case http.MethodDelete:
		remember(memory.removed, path, memory.last, memory.within)
	}
}

// remember forgets what is too old as soon as there is much of it.
func remember(times map[string]time.Time, path string, now time.Time, within time.Duration) {
	const many = 1000
	if len(times) >= many {
		for each, at := range times {
			if now.Sub(at) > within {
				delete(times, each)
			}
		}
	}
	times[path] = now
}

// RemovedUntil is how long an object that is found, or called equal to what is declared, may be one that this client has
// removed, alone or with one of its owners, whose paths are given too; zero if it has not.
func (c *Client) RemovedUntil(path string, owners ...string) time.Time {
	memory := c.changes
	memory.mu.Lock()
	defer memory.mu.Unlock()
	at := memory.removed[path]
	for _, owner := range owners {
		if memory.removed[owner].After(at) {
			at = memory.removed[owner]
		}
	}
	return memory.end(at, memory.made[path])
}

// MadeUntil is how long an object that is not found may be one that this client has made; zero if it has not.
func (c *Client) MadeUntil(path string) time.Time {
	memory := c.changes
	memory.mu.Lock()
	defer memory.mu.Unlock()
	return memory.end(memory.made[path], memory.removed[path])
}

func (m *changes) end(at, other time.Time) time.Time {
	if at.IsZero() || !at.After(other) {
		return time.Time{}
	}
	return at.Add(m.within)
}

// ChangedUntil is how long what another object needs may be missing for want of news of a change of this client; zero if it
// has changed nothing.
func (c *Client) ChangedUntil() time.Time { return c.changes.changedUntil() }

func (m *changes) changedUntil() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last.IsZero() {
		return m.last
	}
	return m.last.Add(m.within)
}

// doubted is until when the outcome of a request is not believed, since it contradicts what this client has changed; zero
// where it is. The call began at a time when news of earlier changes of this client was due until another.
func (c *Client) doubted(r Request, began, news time.Time, err error) time.Time {
	path, _, _ := strings.Cut(r.Path, "?")
	until := c.hooks.DoubtedUntil(Outcome{Method: r.Method, Path: path, Err: err, ChangedUntil: news})
	if most := began.Add(c.changes.within); until.After(most) {
		return most
	}
	return until
}

// pauseForNews is how long to wait before an answer that is not believed is asked for again.
func pauseForNews(round int) time.Duration {
	const first, most = 5 * time.Millisecond, 200 * time.Millisecond
	return min(first<<min(round, 10), most)
}

// SleepForNews waits before an answer that is not believed is asked for again, the first round being 0; false if the context
// ended first.
func SleepForNews(ctx context.Context, round int) bool { return Sleep(ctx, pauseForNews(round)) }

// AwaitNews waits until every node has heard what this client has changed about an object, before that is read: an old version
// of it looks like any other. Where nothing was changed, as while planning, it returns at once.
func (c *Client) AwaitNews(ctx context.Context, path string) {
	path, _, _ = strings.Cut(path, "?")
	c.changes.mu.Lock()
	changed := c.changes.made[path]
	c.changes.mu.Unlock()
	c.awaitLag(ctx, changed)
}

// AwaitAllNews is AwaitNews for a list.
func (c *Client) AwaitAllNews(ctx context.Context) {
	c.changes.mu.Lock()
	changed := c.changes.last
	c.changes.mu.Unlock()
	c.awaitLag(ctx, changed)
}

func (c *Client) awaitLag(ctx context.Context, changed time.Time) {
	if left := c.health.lag - time.Since(changed); left > 0 {
		Sleep(ctx, left)
	}
}
