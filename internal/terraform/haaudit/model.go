package haaudit

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
)

// model is the state of rabbitmqha_ha_audit.
type model struct {
	Vhost           types.String   `tfsdk:"vhost"`
	Pattern         types.String   `tfsdk:"pattern"`
	Ignore          []string       `tfsdk:"ignore"`
	SurvivesOneNode bool           `tfsdk:"survives_one_node"`
	Findings        []findingModel `tfsdk:"findings"`
	Table           string         `tfsdk:"table"`
	Errors          int64          `tfsdk:"errors"`
	Warnings        int64          `tfsdk:"warnings"`
	Ignored         int64          `tfsdk:"ignored"`
	LeftOut         int64          `tfsdk:"findings_left_out"`
	Queues          int64          `tfsdk:"queues"`
	AtRisk          int64          `tfsdk:"queues_at_risk"`
	Exclusive       int64          `tfsdk:"exclusive_queues"`
}

// findingModel is one finding. A nil pointer is null.
type findingModel struct {
	Severity string   `tfsdk:"severity"`
	Code     string   `tfsdk:"code"`
	Kind     string   `tfsdk:"kind"`
	Vhost    *string  `tfsdk:"vhost"`
	Name     *string  `tfsdk:"name"`
	Nodes    []string `tfsdk:"nodes"`
	Summary  string   `tfsdk:"summary"`
	Action   string   `tfsdk:"action"`
}

// ignored are the codes that the user does not want to hear of.
func (m *model) ignored() []availability.Code {
	out := make([]availability.Code, len(m.Ignore))
	for i, code := range m.Ignore {
		out[i] = availability.Code(code)
	}
	return out
}

// take takes the outcome over.
func (m *model) take(report availability.Report) {
	m.SurvivesOneNode = report.SurvivesOneNode()
	m.Table = report.Table()
	m.Errors, m.Warnings, m.Ignored = int64(report.Errors), int64(report.Warnings), int64(report.Ignored)
	m.LeftOut, m.Queues, m.AtRisk = int64(report.LeftOut), int64(report.Queues), int64(report.AtRisk)
	m.Exclusive = int64(report.Exclusive)
	m.Findings = make([]findingModel, len(report.Findings))
	for i, f := range report.Findings {
		m.Findings[i] = findingModel{
			Severity: string(f.Severity), Code: string(f.Code), Kind: string(f.Kind), Vhost: textOrNull(f.Vhost), Name: textOrNull(f.Name.Name),
			Nodes: append([]string{}, f.Nodes...), Summary: f.Summary, Action: f.Action,
		}
	}
}

func textOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
