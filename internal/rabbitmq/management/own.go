package management

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Behind one address there can be several nodes, each request going to another one, and with Khepri a node that follows may
// not know yet what another has just changed (see viewLag). Asked for what this client has made it says "not found", and so it
// does to a write that needs it; what has been deleted it still shows, leaves alone when it is declared again (204), and
// declares nothing. Seen on 4.3.6 with each request sent to the next of three nodes, in 1 to 10 of 100.

// seenWithin is for how long an answer that contradicts what this client has just changed is not believed, and asked for
// again: several times as long as a follower lags on a busy machine. Only such answers cost this time.
const seenWithin = 2 * time.Second

// ownChanges remembers what this client has changed within the last moments, by the paths of the objects.
type ownChanges struct {
	mu     sync.Mutex
	within time.Duration
	last   time.Time
	// made and removed are when; the later one of the two counts.
	made, removed map[string]time.Time
}

func newOwnChanges() *ownChanges {
	return &ownChanges{within: seenWithin, made: map[string]time.Time{}, removed: map[string]time.Time{}}
}

// note remembers a change that was made, or may have been.
func (o *ownChanges) note(method, path string) {
	path, _, _ = strings.Cut(path, "?")
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last = time.Now()
	switch method {
	case http.MethodPut:
		remember(o.made, path, o.last, o.within)
	case http.MethodDelete:
		remember(o.removed, path, o.last, o.within)
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

// removedUntil is how long an object that is found, or called equal to what is declared, may be one that this client has
// removed, by itself or with what it was in; zero if it has not.
func (o *ownChanges) removedUntil(path string) time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	at := o.removed[path]
	for _, owner := range owners(path) {
		if o.removed[owner].After(at) {
			at = o.removed[owner]
		}
	}
	return o.end(at, o.made[path])
}

// madeUntil is how long an object that is not found may be one that this client has made; zero if it has not.
func (o *ownChanges) madeUntil(path string) time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.end(o.made[path], o.removed[path])
}

func (o *ownChanges) end(at, other time.Time) time.Time {
	if at.IsZero() || !at.After(other) {
		return time.Time{}
	}
	return at.Add(o.within)
}

// changedUntil is how long what another object needs may be missing for want of news of a change of this client.
func (o *ownChanges) changedUntil() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.last.IsZero() {
		return o.last
	}
	return o.last.Add(o.within)
}

// owners are the objects with which an object goes.
func owners(path string) (paths []string) {
	steps := strings.Split(strings.TrimPrefix(path, "/api/"), "/")
	if vhost := vhostIn(path); vhost != "" {
		paths = append(paths, "/api/vhosts/"+vhost)
	}
	const named = 3
	switch {
	case (steps[0] == "permissions" || steps[0] == "topic-permissions") && len(steps) >= named:
		paths = append(paths, "/api/vhosts/"+steps[1], "/api/users/"+steps[2])
	case steps[0] == "user-limits" && len(steps) > 1:
		paths = append(paths, "/api/users/"+steps[1])
	}
	return paths
}

// doubted is until when the outcome of a request is not believed, since it contradicts what this client has changed; zero
// where it is. The call began at a time when news of earlier changes of this client was due until another.
func (t *transport) doubted(r request, began, news time.Time, err error) time.Time {
	path, _, _ := strings.Cut(r.path, "?")
	var until time.Time
	writes := r.method == http.MethodPut || r.method == http.MethodPost
	switch {
	case r.method == http.MethodGet && err == nil:
		until = t.own.removedUntil(path)
	case writes && lacksOther(err):
		until = news
	case writes && errors.Is(err, ErrAccessRefused):
		// Whoever makes a virtual host gets all permissions in it, after that.
		until = t.own.madeUntil("/api/vhosts/" + vhostIn(path))
	case !writes && saysAbsent(err):
		until = t.own.madeUntil(path)
	}
	if most := began.Add(t.own.within); until.After(most) {
		return most
	}
	return until
}

// saysAbsent reports whether an error says, on whatever grounds, that there is no such object.
func saysAbsent(err error) bool {
	return errors.Is(err, ErrNotFound) || errors.Is(err, ErrHidden) || errors.Is(err, ErrEmptyView) || errors.Is(err, ErrUnconfirmed)
}

// lacksOther reports whether a write was refused because another object does not exist.
func lacksOther(err error) bool {
	var refusal *Error
	return saysAbsent(err) || errors.As(err, &refusal) && refusal.Status == http.StatusBadRequest && noOther.MatchString(refusal.Reason)
}

// noOther is what brokers say with status 400 of a virtual host, user or exchange that is missing (rabbit_mgmt_wm_permission,
// rabbit_mgmt_wm_topic_permission, rabbit_auth_backend_internal, rabbit_vhost).
var noOther = regexp.MustCompile(`vhost_or_user_not_found|no_such_(user|vhost|exchange)`)

// pauseForNews is how long to wait before an answer that is not believed is asked for again.
func pauseForNews(round int) time.Duration {
	const first, most = 5 * time.Millisecond, 200 * time.Millisecond
	return min(first<<min(round, 10), most)
}

// awaitNews waits until every node has heard what this client has changed about an object, before that is read: an old version
// of it looks like any other. Where nothing was changed, as while planning, it returns at once.
func (t *transport) awaitNews(ctx context.Context, path string) {
	path, _, _ = strings.Cut(path, "?")
	t.own.mu.Lock()
	changed := t.own.made[path]
	t.own.mu.Unlock()
	t.awaitLag(ctx, changed)
}

// awaitAllNews is awaitNews for a list.
func (t *transport) awaitAllNews(ctx context.Context) {
	t.own.mu.Lock()
	changed := t.own.last
	t.own.mu.Unlock()
	t.awaitLag(ctx, changed)
}

func (t *transport) awaitLag(ctx context.Context, changed time.Time) {
	if left := t.health.lag - time.Since(changed); left > 0 {
		sleep(ctx, left)
	}
}

// readUntil reads an object that this client has just written, without waiting for news of that, until it is as written, or
// every node must have heard: then somebody else has changed it.
func readUntil[T any](ctx context.Context, c *Client, path string, written func(*T) bool) (*T, error) {
	until := c.transport.own.changedUntil()
	for round := 0; ; round++ {
		var value T
		r := reading(path, &value)
		r.atOnce = true
		_, err := c.transport.send(ctx, r)
		if err != nil {
			return nil, err
		}
		if written(&value) || !time.Now().Before(until) || !sleep(ctx, pauseForNews(round)) {
			return &value, nil
		}
	}
}
