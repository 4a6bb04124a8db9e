package topology

import "slices"

// nearest finds the name that word was probably meant to be: the closest of names, when it is close enough
// that chance is an unlikely explanation.
func nearest(word string, names []string) (string, bool) {
	best, least := "", 3
	for _, name := range names {
		// A short name is within two edits of many words.
		if limit := min(least, 1+len(name)/6); distance(word, name) < limit {
			best, least = name, distance(word, name)
		}
	}
	return best, best != ""
}

// distance counts the insertions, deletions, replacements and swaps of neighbours between two words.
func distance(a, b string) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}

// sortedKeys gives problems an order that does not change between two runs.
func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
