package tfkit

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// Members is the provider's way to the Erlang nodes, which only membership needs.
type Members struct {
	// Cluster is nil where there is no way; Missing then says why.
	Cluster *membership.Cluster
	Missing string
	// Later reports whether there may be one at apply, when values are known that are not known yet.
	Later bool
}

// WithMembers gives the handle its way to the Erlang nodes and returns it.
func (c *Cluster) WithMembers(members Members) *Cluster {
	c.members = members
	return c
}

const noMembers = "No way to the Erlang nodes"

// Members returns what changes memberships, or adds an error and returns nil where the provider has none.
func (c *Cluster) Members(diags *diag.Diagnostics) *membership.Cluster {
	if c == nil || c.members.Cluster == nil {
		reason := "The provider was not configured. This is a fault of the provider: please report it."
		if c != nil && c.members.Missing != "" {
			reason = c.members.Missing
		}
		diags.AddError(noMembers, reason)
		return nil
	}
	return c.members.Cluster
}

// PlanMembers is Members for a plan: what may be there at apply is no error yet, though nil all the same.
func (c *Cluster) PlanMembers(diags *diag.Diagnostics) *membership.Cluster {
	if c != nil && c.members.Later {
		return nil
	}
	return c.Members(diags)
}

// MembersIfAny is Members for those who can do without: nil where the provider has no way to the Erlang nodes.
func (c *Cluster) MembersIfAny() *membership.Cluster {
	if c == nil {
		return nil
	}
	return c.members.Cluster
}

// ManagementIfAny is Management for those who can do without: nil where the provider has no client.
func (c *Cluster) ManagementIfAny() *management.Client {
	if c == nil {
		return nil
	}
	return c.client
}

// ErrorAttribute is the attribute that an error is shown at: the one that could lift it, or that names what it is about.
type ErrorAttribute struct {
	Err       error
	Attribute string
}

// AddMembershipError is AddError for what changes memberships. It stands at the first attribute whose error it is, if any.
func AddMembershipError(diags *diag.Diagnostics, summary string, err error, attributes ...ErrorAttribute) {
	detail := text(err)
	if hint := membershipHint(err); hint != "" {
		detail += "\n\n" + hint
	}
	for _, each := range attributes {
		if errors.Is(err, each.Err) {
			diags.AddAttributeError(path.Root(each.Attribute), summary, detail)
			return
		}
	}
	diags.AddError(summary, detail)
}

// text tells a refusal in paragraphs, and anything else as it tells itself.
func text(err error) string {
	var refused *membership.RefusedError
	if !errors.As(err, &refused) {
		return err.Error()
	}
	paragraphs := []string{refused.Node + ": " + refused.Reason.Error() + "."}
	if refused.Changed == "" {
		paragraphs[0] += " Nothing was changed."
	}
	for _, more := range []string{refused.Detail, refused.WhatToDo, refused.Changed} {
		if more != "" {
			paragraphs = append(paragraphs, strings.TrimSuffix(more, ".")+".")
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// membershipHint says what a user can do about an error, most telling cause first. The errors of package erlang say
// already what is wrong with a node; what is added here is where the provider is told otherwise.
func membershipHint(err error) string {
	var (
		unknown    *membership.UnknownOutcomeError
		cookie     *erlang.CookieError
		name       *erlang.NameMismatchError
		hostKey    *sshdial.HostKeyError
		secure     *erlang.TLSError
		connection *erlang.ConnectError
	)
	switch {
	case errors.As(err, &unknown):
		return "Nothing more was sent, so that it is not disturbed. Plan again in a while: the next run waits until the nodes are at rest, " +
			"looks how far it came, and goes on from there."
	case errors.Is(err, membership.ErrViewsDisagree):
		return "Compare \"rabbitmqctl cluster_status\" on these nodes. A node that was forgotten while it was cut off goes on " +
			"taking itself for a member, and one that lost its disk does not know that it is one: forget it on a member " +
			"(rabbitmqctl forget_cluster_node), reset it (stop_app, reset, start_app), and plan again."
	case errors.As(err, &cookie) && cookie.Hash == "":
		return "The cookie that counts is the one of rabbitmqctl where erlang.command runs it: of its user's home folder, or " +
			"RABBITMQ_ERLANG_COOKIE there."
	case errors.As(err, &cookie):
		return "Every node and the provider must hold the same cookie: erlang.cookie, erlang.cookie_file or " +
			"RABBITMQ_ERLANG_COOKIE. Nodes keep it in /var/lib/rabbitmq/.erlang.cookie."
	case errors.As(err, &name):
		return "Check erlang.addresses: each key is a node's full name, exactly as the node calls itself."
	case errors.As(err, &hostKey):
		return "Check erlang.ssh: known_hosts_file, or host_key."
	case errors.As(err, &secure):
		return "Check erlang.tls: it must be there if, and only if, the nodes run with -proto_dist inet_tls."
	case errors.Is(err, context.DeadlineExceeded):
		return "The time is up. What a node was asked to do goes on there: plan again, which shows how far it came. A longer " +
			"time can be given in the block \"timeouts\"."
	case errors.As(err, &connection), membership.Unreachable(err):
		return "The provider must reach epmd (4369, erlang.epmd_port) and the node's distribution port (25672) of every node. " +
			"Where names do not resolve or ports differ, say so in erlang.addresses; through a jump host, in erlang.ssh."
	}
	// What waits for the management API fails with its errors.
	return hintFor(err)
}
