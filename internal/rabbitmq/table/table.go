// Package table writes reports as rows of three columns for people to read, in outputs of Terraform and in its error messages.
//
// It knows how wide a terminal is, and how words are broken. It must not know what the rows are about. A letter counts as one column,
// though those of some scripts take two.
package table

import (
	"strings"
	"unicode/utf8"
)

// Width is the most columns of a line: what a terminal of 100 leaves where Terraform indents by four.
const Width = 96

// middleWidth is the most columns of the middle cell.
const middleWidth = 32

// Row is a row of cells. The first is never broken, the others are, between words where they can be.
type Row [3]string

// Table knows how wide its columns are.
type Table struct{ first, middle int }

// New measures rows.
func New(rows []Row) Table {
	var t Table
	for _, row := range rows {
		t.first = max(t.first, utf8.RuneCountInString(row[0]))
		t.middle = min(max(t.middle, utf8.RuneCountInString(row[1])), middleWidth)
	}
	return t
}

// Row is a row as it is printed, in as many lines as its cells need, each with its line end.
func (t Table) Row(row Row) string {
	const gap = "  "
	var out strings.Builder
	middle := Wrap(row[1], t.middle)
	last := Wrap(row[2], Width-t.first-t.middle-3*len(gap))
	for i := range max(len(middle), len(last)) {
		var cells Row
		if i == 0 {
			cells[0] = row[0]
		}
		if i < len(middle) {
			cells[1] = middle[i]
		}
		if i < len(last) {
			cells[2] = last[i]
		}
		line := gap + padded(cells[0], t.first) + gap + padded(cells[1], t.middle) + gap + cells[2]
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// Wrap breaks a text into lines of at most width columns, between words where it can; there is always a line.
func Wrap(text string, width int) []string {
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

// Indented is a text in lines, the first indented by two columns and the others by four.
func Indented(text string) string {
	var out strings.Builder
	for i, line := range Wrap(text, Width-4) {
		out.WriteString(strings.Repeat(" ", 2+min(i, 1)*2) + line + "\n")
	}
	return out.String()
}
