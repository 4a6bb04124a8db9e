package management

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// lookAtNodes bounds the look for the reason of a failure: whoever is waiting has waited long enough.
const lookAtNodes = 5 * time.Second

// NodesDownError is a change of which nobody knows whether it was made, while not all nodes of the cluster were running.
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
	running, majority := e.Members-len(e.Down), e.Members/2+1
	text := fmt.Sprintf("%v\n  %d of %d nodes are running, says %s; down: %s",
		e.Err, running, e.Members, e.Endpoint, strings.Join(e.Down, ", "))
	if running < majority {
		text += fmt.Sprintf("\n  That is no majority. RabbitMQ with Khepri (always from 4.3 on) changes nothing until %d run", majority)
	}
	return text
}

// withNodesDown adds to the failure of a change whose answer was lost which nodes are down. It is left as it is where all
// run, where no node tells (which takes the tag "monitoring"), and where the caller has given up.
func (t *transport) withNodesDown(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	if ctx.Err() != nil {
		ctx = context.WithoutCancel(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, lookAtNodes)
	defer cancel()
	// All at once, since some are likely to hang; without a word about their health, which is known from the change.
	seen := make(chan *NodesDownError, len(t.endpoints))
	for n, endpoint := range t.endpoints {
		go func() {
			found := &NodesDownError{Endpoint: endpoint.String(), Err: err}
			var nodes []Node
			if _, failure := t.attempt(ctx, n, reading(apiPath("nodes")+"?columns=name,running", &nodes)); failure != nil {
				found = nil
			}
			for _, node := range nodes {
				found.Members++
				if !node.Running {
					found.Down = append(found.Down, node.Name)
				}
			}
			seen <- found
		}()
	}
	for range t.endpoints {
		switch found := <-seen; {
		case found == nil:
		case len(found.Down) == 0:
			return err
		default:
			return found
		}
	}
	return err
}
