package membership

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// mayLose finds the queues that would be lost without the node. A mirror takes over some moments after its leader has gone.
func (g *gate) mayLose(ctx context.Context, seed View, live bool) error {
	const promotion = 30 * time.Second
	lost, err := g.losses(ctx, seed, live)
	if live {
		g.lostBefore = lost
	} else if err == nil && g.ours && !g.stranger && capability.Of(seed.Version).ClassicMirroring && slices.ContainsFunc(lost, g.isNew) {
		limited, cancel := context.WithTimeout(ctx, promotion)
		defer cancel()
		_ = g.await(limited, func(context.Context) error {
			if lost, err = g.losses(ctx, seed, live); err == nil && slices.ContainsFunc(lost, g.isNew) {
				return errors.New("no mirror has taken over yet")
			}
			return nil
		})
	}
	if err != nil || len(lost) == 0 {
		return err
	}
	return g.accept(lost)
}

// losses asks a member that stays for the queues that would be lost without the node.
func (g *gate) losses(ctx context.Context, seed View, live bool) (lost []loss, err error) {
	queues, err := g.survey(ctx, seed.Node)
	if err != nil {
		return nil, err
	}
	away := absence{node: g.node, staying: running(seed, without(seed.Members, g.node)), live: live}
	for _, q := range queues {
		if away.loses(q) == "" {
			continue
		}
		// What a durable queue holds changes the words only, and few are named.
		durable, isKnown := q.durable.Get()
		if live && q.hasOneHome() && (g.countAll || len(lost) < enoughNames || isKnown && !durable) {
			if err := g.count(ctx, seed.Node, &q); err != nil {
				return nil, err
			}
		}
		if why := away.loses(q); why != "" {
			lost = append(lost, loss{q, why})
		}
	}
	return lost, nil
}

// isNew reports whether a queue would not have been lost when the node still ran: it has a mirror which is about to take over, or
// was declared since.
func (g *gate) isNew(l loss) bool {
	return !slices.ContainsFunc(g.lostBefore, func(before loss) bool { return before.vhost == l.vhost && before.name == l.name })
}

// hasOneHome reports whether the queue is of a type whose messages are with one process.
func (q queue) hasOneHome() bool { return q.kind != "quorum" && q.kind != "stream" }

// deletable reports whether the broker may be asked to delete the queue: it is a classic one, empty and unused.
func (l loss) deletable() bool {
	durable, isKnown := l.durable.Get()
	return l.kind == "classic" && isKnown && durable && l.verdict().Answer == usage.Unused
}

// lossError refuses to lose queues, by name and with what can be done.
func lossError(node string, lost []loss) *RefusedError {
	names := make([]string, len(lost))
	for i, each := range lost {
		names[i] = each.String()
	}
	return &RefusedError{Node: node, Reason: ErrOnlyCopy, Detail: few(names), WhatToDo: wayOut, lost: lost}
}

const wayOut = "Convert classic queues to quorum queues, move their messages (a shovel) or let consumers empty them and delete them, " +
	"give quorum queues and streams members on nodes that stay and start those that are missing; or let the queues go by force"
