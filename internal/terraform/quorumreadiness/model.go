package quorumreadiness

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/conversion"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// model is the state of rabbitmqha_quorum_readiness.
type model struct {
	Vhost          types.String `tfsdk:"vhost"`
	Pattern        types.String `tfsdk:"pattern"`
	DropPriorities types.Bool   `tfsdk:"drop_priorities"`
	Queues         []queueModel `tfsdk:"queues"`
	Table          types.String `tfsdk:"table"`
	Ready          types.Int64  `tfsdk:"ready"`
	WithChanges    types.Int64  `tfsdk:"ready_with_changes"`
	Unknown        types.Int64  `tfsdk:"unknown"`
	Blocked        types.Int64  `tfsdk:"blocked"`
}

// queueModel is one classic queue. A nil pointer is null.
type queueModel struct {
	Vhost     string         `tfsdk:"vhost"`
	Name      string         `tfsdk:"name"`
	Verdict   string         `tfsdk:"verdict"`
	Findings  []findingModel `tfsdk:"findings"`
	Arguments *string        `tfsdk:"quorum_arguments"`
	Clients   []clientModel  `tfsdk:"clients"`
	Messages  *int64         `tfsdk:"messages"`
	Pause     *float64       `tfsdk:"expected_pause"`
}

type findingModel struct {
	Code    string `tfsdk:"code"`
	Verdict string `tfsdk:"verdict"`
	Summary string `tfsdk:"summary"`
	Action  string `tfsdk:"action"`
}

type clientModel struct {
	Connection string  `tfsdk:"connection"`
	Protocol   *string `tfsdk:"protocol"`
	User       *string `tfsdk:"user"`
	Client     *string `tfsdk:"client"`
	Consumers  int64   `tfsdk:"consumers"`
}

// take takes the outcome over.
func (m *model) take(found []conversion.Readiness) {
	count := map[conversion.Verdict]int64{}
	m.Queues = make([]queueModel, len(found))
	for i, queue := range found {
		count[queue.Verdict]++
		m.Queues[i] = queueOf(queue)
	}
	m.Table = types.StringValue(conversion.Table(found))
	m.Ready, m.WithChanges = types.Int64Value(count[conversion.Ready]), types.Int64Value(count[conversion.ReadyWithChanges])
	m.Unknown, m.Blocked = types.Int64Value(count[conversion.Unknown]), types.Int64Value(count[conversion.Blocked])
}

func queueOf(found conversion.Readiness) queueModel {
	out := queueModel{
		Vhost: found.Vhost, Name: found.Name.Name, Verdict: string(found.Verdict), Findings: []findingModel{}, Clients: []clientModel{},
		Arguments: tfkit.JSONOf(found.QuorumArguments), Messages: found.Messages.Pointer(),
	}
	if pause, isKnown := found.Pause.Get(); isKnown {
		seconds := pause.Seconds()
		out.Pause = &seconds
	}
	for _, finding := range found.Findings {
		out.Findings = append(out.Findings, findingModel{string(finding.Code), string(finding.Verdict), finding.Summary, finding.Action})
	}
	for _, client := range found.Clients {
		out.Clients = append(out.Clients, clientModel{
			client.Connection, textOrNull(client.Protocol), textOrNull(client.User), textOrNull(client.Client), int64(client.Consumers),
		})
	}
	return out
}

func textOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
