package provider_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// The table of SECURITY.md stands between these two lines.
const (
	tableBegins = "<!-- TestAccPrivileges writes this table: .ci/acceptance checks it, \"-args -update\" rewrites it. -->\n"
	tableEnds   = "<!-- End of the table. -->"
)

const tableHead = "| For | RabbitMQ | Tag | Configure | Write | Read | Topic | Cookie |\n|---|---|---|---|---|---|---|---|\n"

// privilegesTable is the cells after the series, by what they are for and by series.
type privilegesTable map[string]map[string]string

// readTable takes the table out of a page. around is what stands before and after it.
func readTable(page string) (table privilegesTable, before, after string, err error) {
	before, rest, begins := strings.Cut(page, tableBegins)
	text, after, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		return nil, "", "", fmt.Errorf("the page has no line %q with %q after it", tableBegins, tableEnds)
	}
	table = privilegesTable{}
	for line := range strings.Lines(strings.TrimPrefix(strings.TrimSpace(text), strings.TrimSpace(tableHead))) {
		cells := strings.SplitN(strings.TrimSpace(line), " | ", 3)
		if len(cells) < 3 {
			continue
		}
		for series := range strings.SplitSeq(cells[1], ", ") {
			table.set(strings.TrimPrefix(cells[0], "| "), series, strings.TrimSuffix(cells[2], " |"))
		}
	}
	return table, before + tableBegins, tableEnds + after, nil
}

func (p privilegesTable) set(of, series, cells string) {
	if p[of] == nil {
		p[of] = map[string]string{}
	}
	p[of][series] = cells
}

// replace puts the rows of one series in the place of those that are there.
func (p privilegesTable) replace(series string, rows map[string]string) {
	for _, old := range p {
		delete(old, series)
	}
	for of, cells := range rows {
		p.set(of, series, cells)
	}
}

// String writes one row for all series that agree.
func (p privilegesTable) String() string {
	var out strings.Builder
	out.WriteString(tableHead)
	plain := func(of string) string { return strings.ReplaceAll(of, "`", "") }
	for _, of := range slices.SortedFunc(maps.Keys(p), func(a, b string) int { return cmp.Compare(plain(a), plain(b)) }) {
		agree := map[string][]string{}
		for _, series := range slices.SortedFunc(maps.Keys(p[of]), bySeries) {
			agree[p[of][series]] = append(agree[p[of][series]], series)
		}
		for _, cells := range slices.SortedFunc(maps.Keys(agree), func(a, b string) int { return bySeries(agree[a][0], agree[b][0]) }) {
			fmt.Fprintf(&out, "| %s | %s | %s |\n", of, strings.Join(agree[cells], ", "), cells)
		}
	}
	return out.String()
}

// bySeries puts 3.8 before 3.10.
func bySeries(a, b string) int {
	return cmp.Or(cmp.Compare(a[:1], b[:1]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// differences are the rows of one series in which the table is not what was derived.
func (p privilegesTable) differences(series string, derived map[string]string) (out []string) {
	all := maps.Clone(derived)
	for of, rows := range p {
		if _, ok := rows[series]; ok && all[of] == "" {
			all[of] = ""
		}
	}
	for _, of := range slices.Sorted(maps.Keys(all)) {
		if written := p[of][series]; written != all[of] {
			out = append(out, fmt.Sprintf("%s\n  written: %s\n  derived: %s", of, cmp.Or(written, "nothing"), cmp.Or(all[of], "nothing")))
		}
	}
	return out
}

func TestPrivilegesTable(t *testing.T) {
	page := "before\n" + tableBegins + tableHead + "| `a` | 3.8, 3.10 | x | y |\n| `a` | 4.3 | z |  |\n| `b` | 3.10 | x | y |\n" + tableEnds + "\nafter\n"
	table, before, after, err := readTable(page)
	if err != nil || before+table.String()+after != page {
		t.Fatalf("%v: %s%s%s", err, before, table, after)
	}
	same := map[string]string{"`a`": "x | y", "`b`": "x | y"}
	if got := table.differences("3.10", same); len(got) > 0 {
		t.Errorf("differs: %q", got)
	}
	if got := table.differences("3.10", map[string]string{"`a`": "z | y", "`c`": "x | y"}); len(got) != 3 {
		t.Errorf("one row changed, one is gone, one is new: %q", got)
	}
	table.replace("3.10", map[string]string{"`a`": "z | "})
	if want := tableHead + "| `a` | 3.8 | x | y |\n| `a` | 3.10, 4.3 | z |  |\n"; table.String() != want {
		t.Errorf("got\n%s\nwant\n%s", table, want)
	}
	if _, _, _, err := readTable("nothing"); err == nil {
		t.Error("a page without a table is taken")
	}
}
