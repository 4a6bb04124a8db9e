package conversion

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/table"
)

// mostRows is how many queues a table shows.
const mostRows = 100

// Table is what was found for people to read: how many queues have which verdict, a row for each finding of each queue, and what to do
// about each code. What holds for every queue is said once.
func Table(queues []Readiness) string {
	var out strings.Builder
	out.WriteString(sentence(queues) + "\n")
	shown := queues[:min(len(queues), mostRows)]
	rows := []table.Row{{"CODE", "QUEUE", "WHAT"}}
	shared := sharedFindings(queues)
	for _, finding := range shared {
		rows = append(rows, table.Row{string(finding.Code), "all", finding.Summary})
	}
	for _, queue := range shown {
		for _, finding := range queue.Findings {
			if !slices.Contains(shared, finding) {
				rows = append(rows, table.Row{string(finding.Code), fmt.Sprintf("%s in %q", queue.Name.Name, queue.Vhost), finding.Summary})
			}
		}
	}
	if len(rows) == 1 {
		return out.String()
	}
	out.WriteString("\n")
	columns := table.New(rows)
	for _, row := range rows {
		out.WriteString(columns.Row(row))
	}
	if left := len(queues) - len(shown); left > 0 {
		fmt.Fprintf(&out, "... and %s\n", counted(left, "more queue", "more queues"))
	}
	out.WriteString("\nWhat to do:\n")
	for _, rule := range rules {
		if slices.ContainsFunc(rows, func(row table.Row) bool { return row[0] == string(rule.Code) }) {
			out.WriteString(table.Indented(string(rule.Code) + ": " + strings.ReplaceAll(rule.Action, "`", "")))
		}
	}
	return out.String()
}

// sentence counts the queues by their verdicts.
func sentence(queues []Readiness) string {
	if len(queues) == 0 {
		return "No classic queues."
	}
	count := map[Verdict]int{}
	for _, queue := range queues {
		count[queue.Verdict]++
	}
	return fmt.Sprintf("%s: %d ready, %d ready with changes, %d unknown, %d blocked.", counted(len(queues), "classic queue", "classic queues"),
		count[Ready], count[ReadyWithChanges], count[Unknown], count[Blocked])
}

// sharedFindings are those that every one of several queues has.
func sharedFindings(queues []Readiness) []Finding {
	const several = 2
	if len(queues) < several {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(queues[0].Findings), func(finding Finding) bool {
		return slices.ContainsFunc(queues, func(q Readiness) bool { return !slices.Contains(q.Findings, finding) })
	})
}
