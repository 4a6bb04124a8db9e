package availability

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// TableWidth is the most columns of a line: what a terminal of 100 leaves where Terraform indents by four. A letter counts
// as one column, though those of some scripts take two.
const TableWidth = 96

// The columns for what a finding is about are no wider than this, and a table shows no more findings than that.
const (
	objectWidth = 32
	mostRows    = 100
)

// Table is the report for people to read: a sentence, a row for each finding, and what to do about each code.
func (r Report) Table() string {
	var out strings.Builder
	for _, line := range wrapped(r.sentence(), TableWidth) {
		out.WriteString(line + "\n")
	}
	if len(r.Findings) == 0 {
		return out.String()
	}
	shown := r.Findings[:min(len(r.Findings), mostRows)]
	rows := [][3]string{{"CODE", "WHERE", "WHAT"}}
	var widths [2]int
	for _, f := range shown {
		rows = append(rows, [3]string{string(f.Code), f.Object(), f.Summary})
	}
	for _, row := range rows {
		widths[0] = max(widths[0], utf8.RuneCountInString(row[0]))
		widths[1] = min(max(widths[1], utf8.RuneCountInString(row[1])), objectWidth)
	}
	severity := Severity("")
	for i, row := range rows {
		if i > 0 && shown[i-1].Severity != severity {
			severity = shown[i-1].Severity
			fmt.Fprintf(&out, "%sS\n", strings.ToUpper(string(severity)))
		} else if i == 0 {
			out.WriteString("\n")
		}
		writeRow(&out, row, widths)
	}
	if left := r.Errors + r.Warnings - len(shown); left > 0 {
		fmt.Fprintf(&out, "... and %d more\n", left)
	}
	out.WriteString("\nWhat to do:\n")
	for _, rule := range rules {
		if slices.ContainsFunc(shown, func(f Finding) bool { return f.Code == rule.Code }) {
			for i, line := range wrapped(string(rule.Code)+": "+strings.ReplaceAll(rule.Action, "`", ""), TableWidth-4) {
				out.WriteString(strings.Repeat(" ", 2+min(i, 1)*2) + line + "\n")
			}
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

// writeRow writes a row, in as many lines as its cells need.
func writeRow(out *strings.Builder, row [3]string, widths [2]int) {
	const gap = "  "
	objects := wrapped(row[1], widths[1])
	texts := wrapped(row[2], TableWidth-widths[0]-widths[1]-3*len(gap))
	for i := range max(len(objects), len(texts)) {
		var cells [3]string
		if i == 0 {
			cells[0] = row[0]
		}
		if i < len(objects) {
			cells[1] = objects[i]
		}
		if i < len(texts) {
			cells[2] = texts[i]
		}
		line := gap + padded(cells[0], widths[0]) + gap + padded(cells[1], widths[1]) + gap + cells[2]
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// wrapped breaks a text into lines, between words where it can.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		letters := []rune(word)
		for ; len(letters) > width; letters = letters[width:] {
			lines = append(lines, string(letters[:width]))
		}
		line = string(letters)
	}
	return append(lines, line)
}
