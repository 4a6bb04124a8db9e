package provider_test

import (
	"slices"
	"testing"
)

// right is something that a user may be given more or less of: its levels, from nothing to everything.
type right []string

// least finds how little of each right is enough. It takes away as much as it can of the first right while the others are
// whole, then of the second, and so on: what it returns works, and with less of any of them nothing has worked, not even
// with more of those that were reduced later. ok is false where everything is not enough.
//
// Mostly little is needed, and an attempt may take long. Whenever a right turns out to be needed, one attempt therefore leaves
// out all that come after it; and everything is only attempted where nothing less has worked.
func least(rights []right, works func(levels []string) bool) (levels []string, ok bool) {
	for _, right := range rights {
		levels = append(levels, right[len(right)-1])
	}
	for i, right := range rights {
		for _, levels[i] = range right[:len(right)-1] {
			if works(levels) {
				ok = true
				break
			}
			levels[i] = right[len(right)-1]
		}
		rest := slices.Concat(levels[:i+1], lowest(rights[i+1:]))
		if levels[i] != right[0] && !slices.Equal(rest, levels) && works(rest) {
			return rest, true
		}
	}
	return levels, ok || works(levels)
}

// lowest is the lowest level of each right.
func lowest(rights []right) (levels []string) {
	for _, right := range rights {
		levels = append(levels, right[0])
	}
	return levels
}

func TestLeast(t *testing.T) {
	rights := []right{{"none", "some", "all"}, {"no", "yes"}}
	for name, test := range map[string]struct {
		works func(first, second string) bool
		want  []string
	}{
		"nothing is needed":  {func(string, string) bool { return true }, []string{"none", "no"}},
		"all is needed":      {func(first, second string) bool { return first == "all" && second == "yes" }, []string{"all", "yes"}},
		"some is needed":     {func(first, _ string) bool { return first != "none" }, []string{"some", "no"}},
		"one of the two":     {func(first, second string) bool { return first == "all" || second == "yes" }, []string{"none", "yes"}},
		"all is not enough":  {func(string, string) bool { return false }, nil},
		"some is not enough": {func(first, _ string) bool { return first == "all" }, []string{"all", "no"}},
	} {
		got, ok := least(rights, func(levels []string) bool { return test.works(levels[0], levels[1]) })
		if ok != (test.want != nil) || ok && (got[0] != test.want[0] || got[1] != test.want[1]) {
			t.Errorf("%s: got %q, %t, want %q", name, got, ok, test.want)
		}
	}
}
