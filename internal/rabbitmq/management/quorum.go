package management

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// A broker with Khepri that has lost its majority accepts a change all the same. It answers "timed out" after half a minute, or
// nothing for a minute, and may carry the change out when the nodes are back and nobody waits for it any more: an object that
// is in no state. So the client asks which nodes are running before it sends a change, and does not send one that the cluster
// cannot carry out.
// (rabbit_khepri:timeout_error/0; Khepri is optional from 4.0, and all there is from 4.3 on.)

// ErrNoMajority is a change that was not sent, since too few nodes are running for the cluster to carry it out.
var ErrNoMajority = errors.New("not sent, since the cluster cannot carry it out")

const (
	// majorityAge is for how long a majority that was seen is relied on.
	majorityAge = 5 * time.Second
	// majorityTimeout is how long to wait for a majority, while nodes start or join: as long as Khepri itself would
	// (rabbit_khepri:setup/1, khepri_default_timeout).
	majorityTimeout = 30 * time.Second
)

// majority is what is known of the majority of a cluster.
type majority struct {
	// notNeeded: the broker needs none, or the user may not read the list of nodes.
	notNeeded atomic.Bool
	// complete: every node was seen running, the last time.
	complete atomic.Bool
	// lock is held by the one call that checks; it guards what follows. A channel, since a context can end the wait for it.
	lock    chan struct{}
	checked time.Time
	lacks   *NodesDownError
	// since is when it was first seen to be lacking; zero while it is not.
	since time.Time
}

func newMajority() *majority { return &majority{lock: make(chan struct{}, 1)} }

// missing returns an error where the cluster had no majority when it was last checked, after the given time; nil where it had, or
// that is not known. The first call that finds none waits for a majority, and the other calls wait for that one.
func (m *majority) missing(ctx context.Context, api *httpapi.Client, method, path string, after time.Time) error {
	if m.notNeeded.Load() {
		return nil
	}
	select {
	case m.lock <- struct{}{}:
		defer func() { <-m.lock }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if !m.checked.After(after) {
		m.await(ctx, api)
		if ctx.Err() != nil && m.lacks == nil {
			return context.Cause(ctx)
		}
		// Where the call that checked was given up, the next one goes on.
		if ctx.Err() == nil {
			m.checked = time.Now()
		}
	}
	if m.lacks == nil {
		return nil
	}
	lacks := *m.lacks
	lacks.Err = fmt.Errorf("%s %s: %w", method, path, ErrNoMajority)
	return &lacks
}

// await checks until there is a majority, or majorityTimeout is over.
func (m *majority) await(ctx context.Context, api *httpapi.Client) {
	for round := 0; ; round++ {
		m.check(ctx, api)
		switch {
		case m.lacks == nil:
			m.since = time.Time{}
			return
		case m.since.IsZero():
			m.since = time.Now()
		case time.Since(m.since) > majorityTimeout:
			return
		}
		api.Progress(ctx, "waiting for a majority of the nodes", map[string]any{
			"endpoint": m.lacks.Endpoint, "running": m.lacks.running(), "members": m.lacks.Members, "needed": m.lacks.majority(),
		})
		if !httpapi.Sleep(ctx, api.Backoff(round)) {
			return
		}
	}
}

// check asks one endpoint after another, for as long as those that answer see no majority: another part of the cluster may
// have it.
func (m *majority) check(ctx context.Context, api *httpapi.Client) {
	m.lacks = nil
	complete := false
	defer func() { m.complete.Store(complete) }()
	var lacks *NodesDownError
	for _, n := range api.Order(false) {
		found, err := nodesDown(ctx, api, n)
		switch {
		case ctx.Err() != nil:
			return
		case api.Faulty(err):
			// The change itself is spared to find that out.
			api.SetAside(n, err)
		case errors.Is(err, httpapi.ErrAccessRefused), errors.Is(err, httpapi.ErrUnauthorized):
			m.notNeeded.Store(true)
			return
		case err != nil:
		case found.Members == 0 || found.running() >= found.majority(), m.notKhepri(ctx, api, n):
			complete = found.Members > 0 && len(found.Down) == 0
			return
		case lacks == nil:
			lacks = found
		}
	}
	m.lacks = lacks
}

// notKhepri reports whether a node keeps its metadata in Mnesia, or does not say in what.
func (m *majority) notKhepri(ctx context.Context, api *httpapi.Client, n int) bool {
	ctx, cancel := context.WithTimeout(ctx, nodesTimeout)
	defer cancel()
	var flags []FeatureFlag
	_, err := api.RoundTrip(ctx, n, httpapi.Reading(apiPath("feature-flags"), &flags))
	khepri := slices.ContainsFunc(flags, func(f FeatureFlag) bool { return f.Name == "khepri_db" && f.Enabled() })
	if err == nil && !khepri {
		m.notNeeded.Store(true)
	}
	return !khepri
}

// nodesTimeout bounds the request for the nodes: the caller has waited long enough already.
const nodesTimeout = 5 * time.Second

// NodesDownError is a change that failed while not all nodes of the cluster were running: it was not sent (ErrNoMajority), or
// nobody knows whether it was made (ErrAnswerLost).
type NodesDownError struct {
	// Endpoint is where the nodes were asked for.
	Endpoint string
	// Members is how many nodes the cluster has; Down names those that are not running.
	Members int
	Down    []string
	// Err is how the change failed.
	Err error
}

// Unwrap returns how the change failed.
func (e *NodesDownError) Unwrap() error { return e.Err }

// Error adds to the failure which nodes are down, and what that means where they are too many.
func (e *NodesDownError) Error() string {
	text := fmt.Sprintf("%v\n  %d of %d nodes are running, says %s; down: %s",
		e.Err, e.running(), e.Members, e.Endpoint, strings.Join(e.Down, ", "))
	if e.running() < e.majority() {
		text += fmt.Sprintf("\n  That is no majority. RabbitMQ with Khepri (always from 4.3 on) changes nothing until %d run", e.majority())
	}
	return text
}

func (e *NodesDownError) running() int { return e.Members - len(e.Down) }

func (e *NodesDownError) majority() int { return e.Members/2 + 1 }

// nodesDown asks one endpoint once which nodes are down, whatever that says about its health. The user needs the tag "monitoring".
func nodesDown(ctx context.Context, api *httpapi.Client, n int) (*NodesDownError, error) {
	limited, cancel := context.WithTimeoutCause(ctx, nodesTimeout, fmt.Errorf("%w after %s", httpapi.ErrTimeout, nodesTimeout))
	defer cancel()
	var nodes []Node
	_, err := api.RoundTrip(limited, n, httpapi.Reading(apiPath("nodes")+"?columns=name,running", &nodes))
	if limited.Err() != nil {
		err = context.Cause(limited)
	}
	if err != nil {
		return nil, err
	}
	found := &NodesDownError{Endpoint: api.Endpoints()[n], Members: len(nodes)}
	for _, node := range nodes {
		if !node.Running {
			found.Down = append(found.Down, node.Name)
		}
	}
	return found, nil
}

// withNodesDown adds to the failure of a change whose answer was lost which nodes are down. It stays unchanged where all
// nodes run, where no node answers, and where the caller has given up.
func withNodesDown(ctx context.Context, api *httpapi.Client, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	ctx, cancel := withoutDeadline(ctx)
	defer cancel()
	// All at once, since some are likely to hang.
	seen := make(chan *NodesDownError, len(api.Endpoints()))
	for n := range api.Endpoints() {
		go func() {
			found, _ := nodesDown(ctx, api, n)
			seen <- found
		}()
	}
	for range api.Endpoints() {
		switch found := <-seen; {
		case found == nil:
		case len(found.Down) == 0:
			return err
		default:
			found.Err = err
			return found
		}
	}
	return err
}

// withoutDeadline returns a context that ends when the given one is cancelled, and not when its time is over, be that past or
// yet to come.
func withoutDeadline(ctx context.Context) (context.Context, context.CancelFunc) {
	free, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		if errors.Is(ctx.Err(), context.Canceled) {
			cancel()
		}
	})
	return free, func() {
		stop()
		cancel()
	}
}
