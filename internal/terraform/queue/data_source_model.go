package queue

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// statusModel is a queue as both data sources show it. A nil pointer or list is null: the broker does not answer it.
type statusModel struct {
	ID                     string   `tfsdk:"id"`
	Vhost                  string   `tfsdk:"vhost"`
	Name                   string   `tfsdk:"name"`
	Type                   string   `tfsdk:"type"`
	Durable                bool     `tfsdk:"durable"`
	AutoDelete             bool     `tfsdk:"auto_delete"`
	Exclusive              bool     `tfsdk:"exclusive"`
	Arguments              *string  `tfsdk:"arguments"`
	State                  *string  `tfsdk:"state"`
	Leader                 *string  `tfsdk:"leader"`
	Members                []string `tfsdk:"members"`
	Online                 []string `tfsdk:"online"`
	Synchronised           []string `tfsdk:"synchronised"`
	Messages               *int64   `tfsdk:"messages"`
	MessagesReady          *int64   `tfsdk:"messages_ready"`
	MessagesUnacknowledged *int64   `tfsdk:"messages_unacknowledged"`
	Consumers              *int64   `tfsdk:"consumers"`
	Policy                 *string  `tfsdk:"policy"`
	OperatorPolicy         *string  `tfsdk:"operator_policy"`
	EffectivePolicy        *string  `tfsdk:"effective_policy"`
}

// listModel is the state of rabbitmqha_queues.
type listModel struct {
	Vhost   types.String  `tfsdk:"vhost"`
	Pattern types.String  `tfsdk:"pattern"`
	Queues  []statusModel `tfsdk:"queues"`
}

// statusOf turns what the broker tells into what Terraform shows. Nodes come out sorted, since the broker's order changes
// from call to call.
func statusOf(queue management.QueueStatus) statusModel {
	return statusModel{
		ID:                     tfkit.JoinID(queue.Vhost, queue.Name),
		Vhost:                  queue.Vhost,
		Name:                   queue.Name,
		Type:                   queue.Type,
		Durable:                queue.Durable,
		AutoDelete:             queue.AutoDelete,
		Exclusive:              queue.Exclusive,
		Arguments:              tfkit.JSONOf(queue.Arguments),
		State:                  queue.State.Pointer(),
		Leader:                 queue.Leader.Pointer(),
		Members:                sorted(queue.Members),
		Online:                 sorted(queue.Online),
		Synchronised:           sorted(queue.Synchronised),
		Messages:               queue.Messages.Pointer(),
		MessagesReady:          queue.MessagesReady.Pointer(),
		MessagesUnacknowledged: queue.MessagesUnacknowledged.Pointer(),
		Consumers:              queue.Consumers.Pointer(),
		Policy:                 queue.Policy.Pointer(),
		OperatorPolicy:         queue.OperatorPolicy.Pointer(),
		EffectivePolicy:        effective(queue),
	}
}

// effective is nil where the broker does not answer the definition.
func effective(queue management.QueueStatus) *string {
	definition, isKnown := queue.EffectivePolicy.Get()
	if !isKnown {
		return nil
	}
	return tfkit.JSONOf(definition)
}

// sorted is nil, which Terraform shows as null, where the nodes are not known.
func sorted(nodes known.Value[[]string]) []string {
	names, isKnown := nodes.Get()
	if !isKnown {
		return nil
	}
	names = append([]string{}, names...)
	slices.Sort(names)
	return names
}

// statusesOf are the queues that a pattern matches, all if it is nil, sorted by virtual host and name.
func statusesOf(queues []management.QueueStatus, pattern *topology.Pattern) ([]statusModel, error) {
	out := []statusModel{}
	for _, queue := range queues {
		if pattern != nil {
			matches, err := pattern.Matches(queue.Name)
			if err != nil {
				return nil, err
			}
			if !matches {
				continue
			}
		}
		out = append(out, statusOf(queue))
	}
	slices.SortFunc(out, func(a, b statusModel) int {
		return cmp.Or(strings.Compare(a.Vhost, b.Vhost), strings.Compare(a.Name, b.Name))
	})
	return out, nil
}
