package lab

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strconv"
	"syscall"
	"time"
)

// Kill ends node i at once (SIGKILL), as a crash or a lost machine would. Nodes count from 0.
func (l *Lab) Kill(ctx context.Context, i int) error { return l.askNode(ctx, doKill, i, i) }

// Pause stops node i without ending it (SIGSTOP): it holds its connections and answers nothing.
func (l *Lab) Pause(ctx context.Context, i int) error { return l.askNode(ctx, doPause, i, i) }

// Resume lets a paused node go on.
func (l *Lab) Resume(ctx context.Context, i int) error { return l.askNode(ctx, doResume, i, i) }

// Restart starts a killed node again, or kills and starts a running one, and waits until it answers.
func (l *Lab) Restart(ctx context.Context, i int) error { return l.askNode(ctx, doRestart, i, i) }

// StopApp stops RabbitMQ on node i and leaves its Erlang machine running (rabbitmqctl stop_app).
func (l *Lab) StopApp(ctx context.Context, i int) error { return l.askNode(ctx, doStopApp, i, i) }

// StartApp starts RabbitMQ on node i after StopApp, and waits until it answers.
func (l *Lab) StartApp(ctx context.Context, i int) error { return l.askNode(ctx, doStartApp, i, i) }

// Join makes node i a member of the seed's cluster. Node i loses what it holds.
func (l *Lab) Join(ctx context.Context, i, seed int) error { return l.askNode(ctx, doJoin, i, seed) }

// Cut takes node i off the network: neither its peers nor its clients reach it. Needs Options.Network.
func (l *Lab) Cut(ctx context.Context, i int) error { return l.askNode(ctx, doCut, i, i) }

// CutPeers takes node i off the cluster's network only: a partition whose both sides clients still reach.
func (l *Lab) CutPeers(ctx context.Context, i int) error { return l.askNode(ctx, doCutPeers, i, i) }

// Heal undoes Cut and CutPeers.
func (l *Lab) Heal(ctx context.Context, i int) error { return l.askNode(ctx, doHeal, i, i) }

// HAProxy starts haproxy with this configuration in front of the lab, or makes the one that runs there go on with it.
// It ends with the lab; its file is haproxy.cfg in the lab's folder. A lab with Options.Network has it on the inside,
// where this machine's clients do not reach it: use StartHAProxy there.
func (l *Lab) HAProxy(ctx context.Context, config string) error {
	if l.Network {
		return fmt.Errorf("lab %s: haproxy would run inside the lab's own network; use StartHAProxy", l.Name)
	}
	_, err := l.ask(ctx, request{Do: doHAProxy, Config: config})
	return err
}

func (l *Lab) askNode(ctx context.Context, do string, i, seed int) error {
	for _, j := range []int{i, seed} {
		if err := l.has(j); err != nil {
			return fmt.Errorf("%s: %w", do, err)
		}
	}
	_, err := l.ask(ctx, request{Do: do, Node: i, Seed: seed})
	return err
}

// Rabbitmqctl runs the release's own rabbitmqctl for node i and returns what it printed.
func (l *Lab) Rabbitmqctl(ctx context.Context, i int, arguments ...string) (string, error) {
	if err := l.has(i); err != nil {
		return "", err
	}
	answer, err := l.ask(ctx, request{Do: doCtl, Node: i, Arguments: arguments})
	if err != nil {
		return "", err
	}
	return answer.Output, nil
}

// Status says how every node is.
func (l *Lab) Status(ctx context.Context) ([]NodeStatus, error) {
	answer, err := l.ask(ctx, request{Do: doStatus})
	if err != nil {
		return nil, err
	}
	return answer.Status, nil
}

func (l *Lab) probe(n *Node) probe {
	return probe{
		name: n.Name, management: net.JoinHostPort("127.0.0.1", strconv.Itoa(n.ManagementPort)), amqp: n.AMQPAddress(),
		username: l.Username, password: l.Password,
	}
}

// AwaitReady waits until every node answers and, unless the nodes were started separate, until each sees
// all of them running.
func (l *Lab) AwaitReady(ctx context.Context) error {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, Patience)
		defer cancel()
	}
	err := each(len(l.Nodes), func(i int) error {
		p := l.probe(l.Nodes[i])
		return poll(ctx, 100*time.Millisecond, func() error {
			if l.Separate {
				return p.ready(ctx)
			}
			return p.agrees(ctx, len(l.Nodes))
		})
	})
	if err != nil {
		return fmt.Errorf("wait for lab %s: %w", l.Name, err)
	}
	return nil
}

// Down ends all processes of the lab and removes its folder. To take down what is gone already is no error.
func (l *Lab) Down(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	// The keeper knows more than the state that this value was read from.
	now, err := load(l.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		now = l
	} else if err != nil {
		return err
	}
	if _, err := l.ask(ctx, request{Do: doDown}); err != nil && l.Keeper.alive() {
		_ = syscall.Kill(l.Keeper.PID, syscall.SIGTERM)
	}
	for _, p := range append([]Process{l.Keeper}, now.Processes...) {
		if err := p.vanish(ctx); err != nil {
			return fmt.Errorf("take lab %s down: %w", l.Name, err)
		}
	}
	if err := os.RemoveAll(l.Dir); err != nil {
		return fmt.Errorf("take lab %s down: %w", l.Name, err)
	}
	return nil
}

// vanish waits for the end of a process that was told to end, and kills it after a while. The start time
// keeps it from killing a stranger that was given the same number.
func (p Process) vanish(ctx context.Context) error {
	deadline := time.Now().Add(25 * time.Second)
	return poll(ctx, 10*time.Millisecond, func() error {
		if !p.alive() {
			return nil
		}
		if time.Now().After(deadline) {
			_ = syscall.Kill(p.PID, syscall.SIGKILL)
		}
		return fmt.Errorf("%s, process %d, is still there", p.What, p.PID)
	})
}
