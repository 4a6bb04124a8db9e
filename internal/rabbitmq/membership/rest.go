package membership

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// nodeSet is a set of nodes. It may be used concurrently.
type nodeSet struct {
	mu    sync.Mutex
	nodes []string
}

func (s *nodeSet) has(node string) bool { return slices.Contains(s.list(), node) }

func (s *nodeSet) add(node string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.nodes, node) {
		s.nodes = append(s.nodes, node)
	}
}

func (s *nodeSet) list() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.nodes)
}

func (s *nodeSet) remove(node string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nodes = without(s.nodes, node)
}

// awaitRest waits until no call whose answer was lost runs any more, on any node.
func (c *Cluster) awaitRest(ctx context.Context) error {
	for _, node := range c.unsettled.list() {
		err := c.step(ctx, "await a call whose answer was lost", node, limitAgree, func(ctx context.Context) error {
			return c.atRest(ctx, node)
		})
		// A node that cannot be reached has ended its calls together with itself, or goes on with them where nobody can ask:
		// the views of those that stay will show it.
		if err != nil && !Unreachable(err) {
			return err
		}
		c.unsettled.remove(node)
	}
	return nil
}

// atRest waits until nodes make no call for somebody else, and for a while have nothing new to say.
func (c *Cluster) atRest(ctx context.Context, nodes ...string) error {
	said, changed := make([]View, len(nodes)), time.Now()
	return c.await(ctx, func(ctx context.Context) error {
		for i, node := range nodes {
			view := View{Node: node}
			err := c.resting(ctx, node)
			if err == nil {
				err = c.look(ctx, node, &view)
			}
			switch {
			case Unreachable(err):
				return &finalError{err}
			case err != nil:
				changed = time.Now()
				return err
			case view.Settling || !reflect.DeepEqual(view, said[i]):
				said[i], changed = view, time.Now()
			}
		}
		if time.Since(changed) < c.quietPeriod {
			return errors.New("the nodes have just changed what they say")
		}
		return nil
	})
}

// resting returns an error while the node makes a call for somebody outside of it. Calls by way of rex go on when their caller
// goes away, and rex keeps a list of them: a map with a reference for each, in OTP 23 to 29. Between nodes of these releases
// calls take another way, so that those of tools such as this one remain. Where rex cannot be asked nothing is known; the
// caller then has only the views to go by.
func (c *Cluster) resting(ctx context.Context, node string) error {
	state, err := c.ask(ctx, node, fn("sys", "get_state", erlang.Atom("rex")))
	if err != nil {
		if Unreachable(err) {
			return err
		}
		return nil
	}
	calls, _ := state.(erlang.Map)
	running := 0
	for _, pair := range calls {
		if _, isCall := pair.Key.(erlang.Ref); isCall {
			running++
		}
	}
	// One of them is this question.
	if running > 1 {
		return fmt.Errorf("%d calls are under way on %s", running-1, node)
	}
	return nil
}
