package membership

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// View is what one node says about itself and its cluster.
type View struct {
	Node string
	// Version is the RabbitMQ that the node runs.
	Version capability.Version
	// AppRunning reports whether RabbitMQ runs on the node; otherwise only its Erlang machine does ("stop_app").
	AppRunning bool
	// Settling reports whether RabbitMQ is on its way up or down. Until it is there, neither AppRunning nor Running says much,
	// and to stop a node that still boots ends its Erlang machine.
	Settling bool
	// Members are all members, the node itself among them, sorted. With Khepri a node on which RabbitMQ is stopped does
	// not know: then it is empty.
	Members []string
	// RAM are those members that keep metadata in memory only.
	RAM []string
	// Running are those members on which RabbitMQ runs, as far as this node sees. Empty where AppRunning is false.
	Running []string
	// Khepri reports whether Khepri is the metadata store; otherwise it is Mnesia.
	Khepri bool
	// ClusterName is empty where AppRunning is false. Until someone sets it, every member of 3.10 and newer shows a
	// default of its own.
	ClusterName string
}

// HasMember reports whether the node is a member in this view.
func (v View) HasMember(node string) bool { return slices.Contains(v.Members, node) }

// HasRunning reports whether the node runs in this view.
func (v View) HasRunning(node string) bool { return slices.Contains(v.Running, node) }

// Others are the members except the node itself.
func (v View) Others() []string { return without(v.Members, v.Node) }

// View asks one node, for all at once. (rabbit_db_cluster:cli_cluster_status/0 from 3.13, rabbit_mnesia:status/0 before).
func (c *Cluster) View(ctx context.Context, node string) (View, error) {
	view := View{Node: node}
	err := c.step(ctx, "read the node's view", node, c.limitLook, func(ctx context.Context) error {
		return c.look(ctx, node, &view)
	})
	return view, err
}

// look is View without a name in the log, for waits.
func (c *Cluster) look(ctx context.Context, node string, view *View) error {
	var version string
	var status erlang.Term
	var creating bool
	err := together(
		c.into(ctx, node, func(t erlang.Term) { version, _ = erlang.Text(t) }, fn("rabbit_misc", "version")),
		c.into(ctx, node, func(t erlang.Term) { view.AppRunning = isTrue(t) }, fn("rabbit", "is_running")),
		func() (err error) { view.Settling, err = c.settling(ctx, node); return err },
		func() (err error) {
			status, err = c.ask(ctx, node, fn("rabbit_db_cluster", "cli_cluster_status"), fn("rabbit_mnesia", "status"))
			if creating = tablesMissing(err); creating {
				return nil
			}
			return err
		},
		func() error {
			answer, err := c.ask(ctx, node, fn("rabbit_khepri", "is_enabled"))
			view.Khepri = err == nil && isTrue(answer)
			if erlang.IsUndef(err) {
				return nil
			}
			return err
		},
	)
	if err != nil {
		return err
	}
	view.Settling = view.Settling || creating
	if view.Version, err = capability.ParseVersion(version); err != nil {
		return fmt.Errorf("read the version of %s: %w", node, err)
	}
	kinds, _ := erlang.Lookup(status, "nodes")
	for _, kind := range []erlang.Atom{"disc", "ram"} {
		nodes, _ := erlang.Lookup(kinds, kind)
		names, err := nodeNames(node, nodes)
		if err != nil {
			return err
		}
		view.Members = append(view.Members, names...)
		if kind == "ram" {
			view.RAM = names
		}
	}
	slices.Sort(view.Members)
	slices.Sort(view.RAM)
	if view.AppRunning {
		running, _ := erlang.Lookup(status, "running_nodes")
		if view.Running, err = nodeNames(node, running); err != nil {
			return err
		}
		slices.Sort(view.Running)
		name, _ := erlang.Lookup(status, "cluster_name")
		view.ClusterName, _ = erlang.Text(name)
	}
	return nil
}

// settling reports whether RabbitMQ is on its way up or down. The state is stopped, booting, core_started (plugins start),
// ready or stopping; early in a boot it is still stopped, but there is a process called rabbit_boot, which ends late in it.
// (rabbit_boot_state:get/0, rabbit:start_it/1, from 3.8).
func (c *Cluster) settling(ctx context.Context, node string) (bool, error) {
	var state, marker erlang.Term
	err := together(
		c.into(ctx, node, func(t erlang.Term) { state = t }, fn("rabbit_boot_state", "get")),
		c.into(ctx, node, func(t erlang.Term) { marker = t }, fn("erlang", "whereis", erlang.Atom("rabbit_boot"))),
	)
	_, booting := marker.(erlang.Pid)
	underway := []erlang.Term{erlang.Atom("booting"), erlang.Atom("core_started"), erlang.Atom("stopping")}
	return booting || slices.Contains(underway, state), err
}

// tablesMissing reports whether a call failed because Mnesia already runs and its tables are still being created or copied, as
// for some milliseconds in a start or a join: {aborted, {no_exists, [Table, Key]}}.
func tablesMissing(err error) bool {
	var bad *erlang.BadRPCError
	return errors.As(err, &bad) && mentions(bad.Reason, "aborted") && mentions(bad.Reason, "no_exists")
}

// stableView is the view of a node that is neither on its way up nor down.
func (c *Cluster) stableView(ctx context.Context, node string) (View, error) {
	view, err := c.View(ctx, node)
	if err != nil || !view.Settling {
		return view, err
	}
	err = c.step(ctx, "await that RabbitMQ has started or stopped", node, limitStart, func(ctx context.Context) error {
		return c.await(ctx, func(ctx context.Context) error {
			view = View{Node: node}
			if err := c.look(ctx, node, &view); err != nil {
				return &finalError{err}
			}
			if view.Settling {
				return errors.New("it is still on its way")
			}
			return nil
		})
	})
	return view, err
}

func isTrue(term erlang.Term) bool { return term == erlang.Term(erlang.Atom("true")) }

// without is the names but one, in their order.
func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(other string) bool { return other == name })
}
