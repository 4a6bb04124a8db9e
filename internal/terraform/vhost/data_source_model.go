package vhost

import (
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// statusModel is a virtual host as both data sources show it. A nil pointer is null: the broker does not answer it.
type statusModel struct {
	ID                     string             `tfsdk:"id"`
	Name                   string             `tfsdk:"name"`
	Description            string             `tfsdk:"description"`
	Tags                   []string           `tfsdk:"tags"`
	DefaultQueueType       *string            `tfsdk:"default_queue_type"`
	Tracing                bool               `tfsdk:"tracing"`
	ProtectedFromDeletion  *bool              `tfsdk:"protected_from_deletion"`
	NodeStates             *map[string]string `tfsdk:"node_states"`
	Messages               *int64             `tfsdk:"messages"`
	MessagesReady          *int64             `tfsdk:"messages_ready"`
	MessagesUnacknowledged *int64             `tfsdk:"messages_unacknowledged"`
}

// listModel is the state of rabbitmqha_vhosts.
type listModel struct {
	Vhosts []statusModel `tfsdk:"vhosts"`
}

// statusOf turns what the broker tells into what Terraform shows.
func statusOf(vhost management.VhostStatus) statusModel {
	out := statusModel{
		ID:                     tfkit.JoinID(vhost.Name),
		Name:                   vhost.Name,
		Description:            vhost.Description,
		Tags:                   append([]string{}, vhost.Tags...),
		Tracing:                vhost.Tracing,
		ProtectedFromDeletion:  vhost.ProtectedFromDeletion.Pointer(),
		NodeStates:             vhost.NodeStates.Pointer(),
		Messages:               vhost.Messages.Pointer(),
		MessagesReady:          vhost.MessagesReady.Pointer(),
		MessagesUnacknowledged: vhost.MessagesUnacknowledged.Pointer(),
	}
	slices.Sort(out.Tags)
	if vhost.DefaultQueueType != "" {
		out.DefaultQueueType = &vhost.DefaultQueueType
	}
	return out
}

func statusesOf(vhosts []management.VhostStatus) []statusModel {
	out := make([]statusModel, len(vhosts))
	for i, vhost := range vhosts {
		out[i] = statusOf(vhost)
	}
	slices.SortFunc(out, func(a, b statusModel) int { return strings.Compare(a.Name, b.Name) })
	return out
}
