package membership

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Contents says what a node holds that a fresh node does not, one phrase a kind; empty for a fresh node. The
// node must run.
//
// A fresh node of 3.8, 3.10, 4.0 and 4.3 holds one virtual host and one user, whose names are its configuration's; the
// user's permissions there; exchanges without a name or that begin with "amq."; and the global parameters
// internal_cluster_id, cluster_name (3.8) and cluster_tags (4.0 and newer). What a node imported from definitions at its
// start counts as its contents, for nobody can tell.
func (c *Cluster) Contents(ctx context.Context, node string) (found []string, err error) {
	lists := []struct {
		kind     string
		function function
		read     func(erlang.Term) string
		fresh    int
	}{
		{"virtual hosts", fn("rabbit_vhost", "list_names"), text, 1},
		{"users", fn("rabbit_auth_backend_internal", "list_users"), property("user"), 1},
		{"queues", fn("rabbit_amqqueue", "list_names"), resource, 0},
		{"exchanges", fn("rabbit_exchange", "list_names"), ownExchange, 0},
		{"policies", fn("rabbit_policy", "list"), property("name"), 0},
		{"operator policies", fn("rabbit_policy", "list_op"), property("name"), 0},
		{"parameters", fn("rabbit_runtime_parameters", "list"), property("name"), 0},
		{"global parameters", fn("rabbit_runtime_parameters", "list_global"), ownGlobal, 0},
		{"topic permissions", fn("rabbit_auth_backend_internal", "list_topic_permissions"), property("user"), 0},
	}
	names := make([][]string, len(lists))
	tasks := make([]func() error, len(lists))
	for i, list := range lists {
		tasks[i] = func() error {
			answer, err := c.ask(ctx, node, list.function)
			if err != nil {
				return err
			}
			items, ok := answer.(erlang.List)
			if !ok {
				return &AnswerError{Node: node, Call: list.function.String(), Answer: answer}
			}
			for _, item := range items {
				if name := list.read(item); name != "" {
					names[i] = append(names[i], name)
				}
			}
			return nil
		}
	}
	if err := together(tasks...); err != nil {
		return nil, err
	}
	for i, list := range lists {
		if len(names[i]) > list.fresh {
			slices.Sort(names[i])
			found = append(found, fmt.Sprintf("%d %s (%s)", len(names[i]), list.kind, few(names[i])))
		}
	}
	return found, nil
}

// checkEmpty refuses to wipe a node that holds something.
func (c *Cluster) checkEmpty(ctx context.Context, node string) error {
	return c.step(ctx, "check that the node is empty", node, c.limitLook, func(ctx context.Context) error {
		found, err := c.Contents(ctx, node)
		if err != nil || len(found) == 0 {
			return err
		}
		return &RefusedError{Node: node, Reason: ErrNotEmpty,
			Detail:   "joining would wipe " + strings.Join(found, ", "),
			WhatToDo: "Move what is needed elsewhere, or permit the loss with discard_data"}
	})
}

func text(term erlang.Term) string {
	name, _ := erlang.Text(term)
	return name
}

func property(key erlang.Atom) func(erlang.Term) string {
	return func(term erlang.Term) string {
		value, _ := erlang.Lookup(term, key)
		return text(value)
	}
}

func resource(term erlang.Term) string {
	vhost, name, _ := resourceName(term)
	return vhost + ": " + name
}

func ownExchange(term erlang.Term) string {
	if _, name, _ := resourceName(term); name == "" || strings.HasPrefix(name, "amq.") {
		return ""
	}
	return resource(term)
}

func ownGlobal(term erlang.Term) string {
	value, _ := erlang.Lookup(term, "name")
	name, _ := value.(erlang.Atom)
	switch name {
	case "internal_cluster_id", "cluster_name", "cluster_tags":
		return ""
	}
	return string(name)
}
