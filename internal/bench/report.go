package bench

import (
	"fmt"
	"strings"
)

// Report is what a run found, with what a reader needs to judge it.
type Report struct {
	Command   string // what to type for the same run
	RabbitMQ  string // version
	Nodes     int
	Terraform string // version
	Machine   string // processors, operating system
	Rounds    int
	Notes     []string // what was left out, and why; what failed
	Results   Results
}

// Markdown writes the report: the goals first, then one table for each scenario.
func (r Report) Markdown() string {
	var out strings.Builder
	fmt.Fprintf(&out, "RabbitMQ %s on %d nodes, Terraform %s, %s. Rounds: %d, the arms in turn. Made by:\n\n```shell\n%s\n```\n\n",
		r.RabbitMQ, r.Nodes, r.Terraform, r.Machine, r.Rounds, r.Command)
	for _, note := range r.Notes {
		fmt.Fprintf(&out, "* %s\n", note)
	}
	if len(r.Notes) > 0 {
		out.WriteString("\n")
	}
	r.goals(&out)
	for _, scenario := range r.Results.Scenarios() {
		fmt.Fprintf(&out, "\n### %s, %s\n\n%d objects. Medians; in brackets the least and the most.\n\n",
			scenario.Shape, scenario.Link, scenario.Shape.Objects())
		r.Results.scenario(&out, scenario)
	}
	return out.String()
}

// goals writes one line for each goal and each kind of queues that was measured.
func (r Report) goals(out *strings.Builder) {
	out.WriteString("### Goals\n\n| goal | objects | link | kind | limit | measured | |\n|---|--:|---|---|--:|--:|---|\n")
	for _, goal := range Goals() {
		measured := false
		for _, scenario := range r.Results.Scenarios() {
			if !goal.wants(scenario) {
				continue
			}
			figure := goal.measure(r.Results, scenario)
			if figure.Rounds == 0 {
				continue
			}
			measured = true
			verdict := "met"
			if !goal.Met(figure) {
				verdict = "**not met**"
			}
			goal.line(out, string(scenario.Shape.Kind), spread(figure), verdict)
		}
		if !measured {
			goal.line(out, "", "", "not measured")
		}
	}
}

func (g Goal) line(out *strings.Builder, kind, measured, verdict string) {
	fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s | %s |\n",
		g.Title, Shape{Queues: g.queues}.Objects(), g.link, kind, number(g.Limit), measured, verdict)
}
