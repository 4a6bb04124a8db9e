package management

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// A broker with Khepri that has lost its majority takes a change all the same. It says "timed out" after half a minute, or
// nothing for a minute, and may carry the change out when the nodes are back and nobody knows of it any more: an object that
// is in no state. So the nodes are looked at before a change is sent, and one that the cluster cannot carry out is not sent.
// (rabbit_khepri:timeout_error/0; Khepri is optional from 4.0, and all there is from 4.3 on.)

// ErrNoMajority is a change that was not sent, since too few nodes are running for the cluster to carry it out.
var ErrNoMajority = errors.New("not sent, since the cluster cannot carry it out")

const (
	// majorityAge is for how long a majority that was seen is relied on.
	majorityAge = 5 * time.Second
	// majorityPatience is how long it is waited for, while nodes start or join: as long as Khepri itself would
	// (rabbit_khepri:setup/1, khepri_default_timeout).
	majorityPatience = 30 * time.Second
)

// majority is what is known of the majority of a cluster.
type majority struct {
	// needless: the broker needs none, or the user may not know.
	needless atomic.Bool
	// complete: every node was seen running, the last time.
	complete atomic.Bool
	// turn is held by the one who looks; it guards what follows.
	turn   chan struct{}
	looked time.Time
	lacks  *NodesDownError
	// since is when it was first seen to be lacking; zero while it is not.
	since time.Time
}

func newMajority() *majority { return &majority{turn: make(chan struct{}, 1)} }

// missing returns an error where the cluster has no majority, as seen after the given time, and nil where it has, or nobody
// tells. Whoever sees it lacking first waits for it, and the others with him.
func (m *majority) missing(ctx context.Context, api *httpapi.Client, method, path string, after time.Time) error {
	if m.needless.Load() {
		return nil
	}
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if !m.looked.After(after) {
		m.look(ctx, api)
		if ctx.Err() != nil && m.lacks == nil {
			return context.Cause(ctx)
		}
		// Where whoever looked has given up, the next one goes on.
		if ctx.Err() == nil {
			m.looked = time.Now()
		}
	}
	if m.lacks == nil {
		return nil
	}
	lacks := *m.lacks
	lacks.Err = fmt.Errorf("%s %s: %w", method, path, ErrNoMajority)
	return &lacks
}

func (m *majority) look(ctx context.Context, api *httpapi.Client) {
	for round := 0; ; round++ {
		m.lookOnce(ctx, api)
		switch {
		case m.lacks == nil:
			m.since = time.Time{}
			return
		case m.since.IsZero():
			m.since = time.Now()
		case time.Since(m.since) > majorityPatience:
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

// lookOnce asks one endpoint after another, for as long as those that answer see no majority: another part of the cluster may
// have it.
func (m *majority) lookOnce(ctx context.Context, api *httpapi.Client) {
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
			m.needless.Store(true)
			return
		case err != nil:
		case found.Members == 0 || found.running() >= found.majority(), m.dispensable(ctx, api, n):
			complete = found.Members > 0 && len(found.Down) == 0
			return
		case lacks == nil:
			lacks = found
		}
	}
	m.lacks = lacks
}

// dispensable tells that a node keeps its metadata in Mnesia, or does not tell in what.
func (m *majority) dispensable(ctx context.Context, api *httpapi.Client, n int) bool {
	ctx, cancel := context.WithTimeout(ctx, lookAtNodes)
	defer cancel()
	var flags []FeatureFlag
	_, err := api.RoundTrip(ctx, n, httpapi.Reading(apiPath("feature-flags"), &flags))
	khepri := slices.ContainsFunc(flags, func(f FeatureFlag) bool { return f.Name == "khepri_db" && f.Enabled() })
	if err == nil && !khepri {
		m.needless.Store(true)
	}
	return !khepri
}
