package membership

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// check refuses what would harm those that stay, before anything is touched.
func (l *leaving) check(ctx context.Context) error {
	if err := l.awaitDeath(ctx); err != nil {
		return err
	}
	if err := l.checkMajority(); err != nil {
		return err
	}
	if !l.view.AppRunning {
		return nil
	}
	return l.step(ctx, "check what only the node has", l.request.Node, limitQueues, func(ctx context.Context) error {
		if err := l.checkQuorum(ctx); err != nil {
			return err
		}
		return l.checkMessages(ctx)
	})
}

// awaitDeath waits until the cluster has noticed that the node is gone, for which it may need its net_ticktime of a minute.
// A node that runs there all the while is not dead: it is us who cannot reach it.
func (l *leaving) awaitDeath(ctx context.Context) error {
	if !l.dead || !l.seed.HasRunning(l.request.Node) {
		return nil
	}
	err := l.awaitNoticed(ctx, func(view View) bool { return !view.HasRunning(l.request.Node) })
	if errors.Is(err, context.DeadlineExceeded) {
		return &RefusedError{Node: l.request.Node, Reason: ErrViewsDisagree,
			Detail:   "it does not answer from here, and runs in the eyes of " + l.seed.Node,
			WhatToDo: "Make it reachable from here, or stop it"}
	}
	return err
}

// checkMajority looks at the members that stay, and with Khepri also at those of now: a change that cannot be agreed
// upon hangs for ever there, so Force does not help.
func (l *leaving) checkMajority() error {
	up := func(members []string) (running []string) {
		return slices.DeleteFunc(slices.Clone(members), func(node string) bool { return !l.seed.HasRunning(node) })
	}
	all, rest := l.seed.Members, without(l.seed.Members, l.request.Node)
	switch now, then := up(all), up(rest); {
	case l.seed.Khepri && 2*len(now) <= len(all):
		return &RefusedError{Node: l.request.Node, Reason: ErrNoMajority,
			Detail:   fmt.Sprintf("only %d of %d members run (%s), and Khepri would wait for ever", len(now), len(all), few(now)),
			WhatToDo: "Start more members first"}
	case 2*len(then) <= len(rest):
		return l.refuse(&RefusedError{Node: l.request.Node, Reason: ErrNoMajority,
			Detail:   fmt.Sprintf("only %d of the %d members that stay run (%s)", len(then), len(rest), few(then)),
			WhatToDo: "Start more members first, or force it"})
	}
	return nil
}

// checkQuorum finds quorum queues and streams that would have no majority without the node. The broker lists those whose
// majority hangs by one member; since the node's own members are removed while it still runs, only those count of which
// too few others are online. (rabbit_upgrade_preparation:list_with_minimum_quorum_for_cli/0 from 3.13,
// rabbit_quorum_queue:list_with_minimum_quorum_for_cli/0 before).
func (l *leaving) checkQuorum(ctx context.Context) error {
	list, err := l.minimumQuorum(ctx)
	if err != nil {
		return err
	}
	var critical []string
	for _, item := range list {
		kind, _ := erlang.Lookup(binaryKeys(item), "type")
		if kind == erlang.Term(erlang.Atom("process")) {
			// The metadata store and the coordinator of streams, which checkMajority has covered.
			continue
		}
		lost, err := l.losesMajority(ctx, binaryKeys(item))
		if err != nil {
			return err
		}
		if lost != "" {
			critical = append(critical, lost)
		}
	}
	if len(critical) == 0 {
		return nil
	}
	return l.refuse(&RefusedError{Node: l.request.Node, Reason: ErrQuorumCritical,
		Detail:   few(critical),
		WhatToDo: "Start the missing members, or grow the queues onto other nodes, or force it"})
}

// minimumQuorum asks for the queues whose majority hangs by one member. Where a stream has just got a replica on the
// node, the coordinator of streams is still starting there, and the function fails for it (noproc): that passes.
func (l *leaving) minimumQuorum(ctx context.Context) (list erlang.List, err error) {
	ctx, cancel := context.WithTimeout(ctx, limitCoordinator)
	defer cancel()
	choices := []function{fn("rabbit_upgrade_preparation", "list_with_minimum_quorum_for_cli"),
		fn("rabbit_quorum_queue", "list_with_minimum_quorum_for_cli")}
	err = l.await(ctx, func(ctx context.Context) error {
		answer, err := l.ask(ctx, l.request.Node, choices...)
		var failed *erlang.BadRPCError
		passes := errors.As(err, &failed) && strings.Contains(failed.Reason.String(), "noproc")
		if err != nil && !passes {
			return &finalError{err}
		}
		if err != nil {
			return err
		}
		var isList bool
		if list, isList = answer.(erlang.List); !isList {
			return &finalError{&AnswerError{Node: l.request.Node, Call: choices[0].String(), Answer: answer}}
		}
		return nil
	})
	return list, err
}

// losesMajority says how a queue fares without the node; empty where it goes on.
func (l *leaving) losesMajority(ctx context.Context, item erlang.Term) (string, error) {
	vhost, _ := erlang.Lookup(item, "virtual_host")
	name, _ := erlang.Lookup(item, "name")
	answer, err := l.ask(ctx, l.request.Node, fn("rabbit_amqqueue", "lookup",
		erlang.Tuple{erlang.Atom("resource"), vhost, erlang.Atom("queue"), name}))
	if err != nil {
		return "", err
	}
	found, ok := erlang.Tagged(answer, "ok")
	if !ok || len(found) != 1 {
		return "", nil
	}
	items := erlang.List{erlang.Atom("members"), erlang.Atom("online")}
	info, err := l.ask(ctx, l.request.Node, fn("rabbit_amqqueue", "info", found[0], items))
	if err != nil {
		return "", err
	}
	members, _ := erlang.Lookup(info, "members")
	online, _ := erlang.Lookup(info, "online")
	stay, up := without(atoms(members), l.request.Node), without(atoms(online), l.request.Node)
	if 2*len(up) > len(stay) {
		return "", nil
	}
	return fmt.Sprintf("%q in virtual host %q would have %d of %d members online", text(name), text(vhost), len(up), len(stay)), nil
}

// checkMessages finds durable classic queues that hold messages on this node and nowhere else: their master is here, and
// no mirror is in step with it.
func (l *leaving) checkMessages(ctx context.Context) error {
	var lost []string
	err := l.queues(ctx, l.request.Node, func(vhost, name string, info erlang.Term) {
		get := func(key erlang.Atom) erlang.Term { value, _ := erlang.Lookup(info, key); return value }
		pid, _ := get("pid").(erlang.Pid)
		messages, _ := get("messages").(erlang.Int)
		mirrors, _ := get("synchronised_slave_pids").(erlang.List)
		if get("type") == erlang.Term(erlang.Atom("classic")) && string(pid.Node) == l.request.Node && isTrue(get("durable")) &&
			messages > 0 && len(mirrors) == 0 {
			lost = append(lost, fmt.Sprintf("%q in virtual host %q (%d messages)", name, vhost, messages))
		}
	}, "type", "pid", "durable", "messages", "synchronised_slave_pids")
	if err != nil || len(lost) == 0 {
		return err
	}
	return l.refuse(&RefusedError{Node: l.request.Node, Reason: ErrHoldsMessages,
		Detail: "classic queues: " + few(lost), WhatToDo: "Move the messages to other queues, or force it"})
}

// binaryKeys reads the maps whose keys are binaries as if they were atoms.
func binaryKeys(term erlang.Term) erlang.Term {
	pairs, _ := term.(erlang.Map)
	keyed := make(erlang.Map, 0, len(pairs))
	for _, pair := range pairs {
		key, _ := erlang.Text(pair.Key)
		keyed = append(keyed, erlang.Pair{Key: erlang.Atom(strings.TrimSpace(key)), Value: pair.Value})
	}
	return keyed
}
