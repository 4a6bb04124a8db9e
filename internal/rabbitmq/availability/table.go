package availability

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/table"
)

// mostRows is how many findings a table shows.
const mostRows = 100

// Table is the report for people to read: a sentence, a row for each finding, and what to do about each code.
func (r Report) Table() string {
	var out strings.Builder
	for _, line := range table.Wrap(r.sentence(), table.Width) {
		out.WriteString(line + "\n")
	}
	if len(r.Findings) == 0 {
		return out.String()
	}
	shown := r.Findings[:min(len(r.Findings), mostRows)]
	rows := []table.Row{{"CODE", "WHERE", "WHAT"}}
	for _, f := range shown {
		rows = append(rows, table.Row{string(f.Code), f.Object(), f.Summary})
	}
	columns := table.New(rows)
	severity := Severity("")
	for i, row := range rows {
		if i > 0 && shown[i-1].Severity != severity {
			severity = shown[i-1].Severity
			fmt.Fprintf(&out, "%sS\n", strings.ToUpper(string(severity)))
		} else if i == 0 {
			out.WriteString("\n")
		}
		out.WriteString(columns.Row(row))
	}
	if left := r.Errors + r.Warnings - len(shown); left > 0 {
		fmt.Fprintf(&out, "... and %d more\n", left)
	}
	out.WriteString("\nWhat to do:\n")
	for _, rule := range rules {
		if slices.ContainsFunc(shown, func(f Finding) bool { return f.Code == rule.Code }) {
			out.WriteString(table.Indented(string(rule.Code) + ": " + strings.ReplaceAll(rule.Action, "`", "")))
		}
	}
	return out.String()
}

// sentence is the report in short.
func (r Report) sentence() string {
	text := fmt.Sprintf("%s and %s; %s looked at, %d of them at risk.",
		counted(r.Errors, "error"), counted(r.Warnings, "warning"), counted(r.Queues, "queue"), r.AtRisk)
	if r.Exclusive > 0 {
		text += fmt.Sprintf(" Left out, since they end with their connections: %s.", counted(r.Exclusive, "exclusive queue"))
	}
	if r.Ignored > 0 {
		text += fmt.Sprintf(" Ignored: %s.", counted(r.Ignored, "finding"))
	}
	return text
}

func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}
