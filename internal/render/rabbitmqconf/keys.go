package rabbitmqconf

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

//go:embed keys.tsv
var keyTable string

// span is a run of versions in which a key means the same.
type span struct {
	pattern string               // the key, with $name for one part of it
	parts   []string             // the same, taken apart
	from    loadbalancer.Version // the first version that knows it
	before  loadbalancer.Version // the first one after that which does not; nil if there is none
	takes   []string             // words, or kinds of values in angle brackets
	setting string               // what it ends in: an Erlang application and the names of its setting, joined by dots
}

func (s span) holds(v loadbalancer.Version) bool {
	return !v.OlderThan(s.from) && (s.before == nil || v.OlderThan(s.before))
}

// String says which versions these are.
func (s span) String() string {
	if s.before == nil {
		return "from " + dotted(s.from)
	}
	return "from " + dotted(s.from) + " until before " + dotted(s.before)
}

func dotted(v loadbalancer.Version) string { return fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2]) }

// keySpans are all of keys.tsv, by the first part of the key, which no pattern leaves open.
var keySpans = sync.OnceValue(func() map[string][]span {
	spans := map[string][]span{}
	for line := range strings.Lines(keyTable) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 5 {
			continue
		}
		from, _ := loadbalancer.ParseVersion(columns[1])
		before, _ := loadbalancer.ParseVersion(columns[2])
		parts := keyParts(columns[0])
		spans[parts[0]] = append(spans[parts[0]], span{columns[0], parts, from, before, strings.Fields(columns[3]), columns[4]})
	}
	return spans
})

// spansOf are what is known of a key, oldest first. Where several patterns match, as a.$x and a.b do, any will do.
func spansOf(key string) []span {
	parts := keyParts(key)
	var found []span
	for _, s := range keySpans()[parts[0]] {
		if matches(s.parts, parts) {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b span) int { return slices.Compare(a.from, b.from) })
	return found
}

// spanOf is what this version knows of a key; false where it does not know it.
func spanOf(key string, v loadbalancer.Version) (span, bool) {
	for _, s := range spansOf(key) {
		if s.holds(v) {
			return s, true
		}
	}
	return span{}, false
}

func matches(pattern, parts []string) bool {
	return slices.EqualFunc(pattern, parts, func(p, part string) bool { return p == part || p[0] == '$' })
}

// keyParts splits a key at its dots; a dot after a backslash belongs to the part.
func keyParts(key string) []string {
	const escaped = "\x00"
	parts := strings.Split(strings.ReplaceAll(key, `\.`, escaped), ".")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(part, escaped, ".")
	}
	return parts
}

// known reports whether this version knows the key.
func known(key string, v loadbalancer.Version) bool {
	_, found := spanOf(key, v)
	return found
}

// similar is the key of this version that differs least from another, or "" where none is near.
func similar(key string, v loadbalancer.Version) string {
	const limit = 4
	best, least := "", limit
	for _, spans := range keySpans() {
		for _, s := range spans {
			d := distance(key, s.pattern, limit)
			if d < limit && s.holds(v) && (d < least || d == least && s.pattern < best) {
				best, least = s.pattern, d
			}
		}
	}
	return best
}

// distance is how many letters must be added, left out or changed to make one text of the other, at most limit.
func distance(a, b string, limit int) int {
	if max(len(a), len(b))-min(len(a), len(b)) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}
