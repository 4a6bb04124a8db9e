package management

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// lookAtNodes bounds the look for the reason of a failure: whoever is waiting has waited long enough.
const lookAtNodes = 5 * time.Second

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

// nodesDown asks one endpoint, once and without a word about its health, which nodes are down. It takes the tag "monitoring".
func nodesDown(ctx context.Context, api *httpapi.Client, n int) (*NodesDownError, error) {
	limited, cancel := context.WithTimeoutCause(ctx, lookAtNodes, fmt.Errorf("%w after %s", httpapi.ErrTimeout, lookAtNodes))
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

// withNodesDown adds to the failure of a change whose answer was lost which nodes are down. It is left as it is where all
// run, where no node tells, and where the caller has given up.
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
