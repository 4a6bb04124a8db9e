package rabbitmqconf

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

var schemaKeys = flag.String("keys", "", "file with the output of testdata/keys.escript, to compare keys.tsv with")

// TestKeysOfTheSchemas folds what testdata/keys.escript prints into keys.tsv. The script wants a folder for each
// release, with the files *.schema and *.partial of that release's sources, and in 3.8.0 to 3.8.9, whose plugins were
// in repositories of their own, those of the packaged plugins:
//
//	escript testdata/keys.escript FOLDER > keys
//	go test -run TestKeysOfTheSchemas -keys $PWD/keys -update
func TestKeysOfTheSchemas(t *testing.T) {
	if *schemaKeys == "" {
		t.Skip("-keys is not given: it names what testdata/keys.escript printed")
	}
	printed, err := os.ReadFile(*schemaKeys)
	if err != nil {
		t.Fatal(err)
	}
	comment := ""
	for line := range strings.Lines(keyTable) {
		if strings.HasPrefix(line, "#") {
			comment += line
		}
	}
	got := comment + fold(t, string(printed))
	if *update {
		if err := os.WriteFile("keys.tsv", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != keyTable {
		t.Error("keys.tsv is not what the schemas say (rewrite it with -update)")
	}
}

// fold joins what is the same in versions that follow each other.
func fold(t *testing.T, printed string) string {
	takes := map[string]map[string][]string{} // by key and version
	settings := map[string]map[string]string{}
	versions := map[string]loadbalancer.Version{}
	for line := range strings.Lines(printed) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		v, ok := loadbalancer.ParseVersion(columns[0])
		if len(columns) != 4 || !ok {
			t.Fatalf("not a version, a key, types and a setting: %q", line)
		}
		versions[columns[0]] = v
		if takes[columns[1]] == nil {
			takes[columns[1]], settings[columns[1]] = map[string][]string{}, map[string]string{}
		}
		takes[columns[1]][columns[0]] = append(takes[columns[1]][columns[0]], simplified(columns[2])...)
		settings[columns[1]][columns[0]] = columns[3]
	}
	var ordered, lines []string
	for v := range versions {
		ordered = append(ordered, v)
	}
	slices.SortFunc(ordered, func(a, b string) int { return slices.Compare(versions[a], versions[b]) })
	for key, byVersion := range takes {
		from, now := "", ""
		for _, v := range append(ordered, "") {
			words := byVersion[v]
			slices.Sort(words)
			next := strings.Join(slices.Compact(words), " ")
			if next != "" {
				next += "\t" + settings[key][v]
			}
			if next != now {
				if now != "" {
					lines = append(lines, strings.Join([]string{key, from, v, now}, "\t")+"\n")
				}
				from, now = v, next
			}
		}
	}
	slices.SortFunc(lines, func(a, b string) int {
		x, y := strings.Split(a, "\t"), strings.Split(b, "\t")
		if c := strings.Compare(x[0], y[0]); c != 0 {
			return c
		}
		return slices.Compare(versions[x[1]], versions[y[1]])
	})
	return strings.Join(lines, "")
}

// simplified are the types as far as they differ for whoever writes a value.
func simplified(types string) []string {
	words := strings.Fields(types)
	anyOf := func(kinds ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(kinds, w) })
	}
	switch {
	case anyOf("<tagged_binary>"):
		return []string{"<tagged>"}
	case anyOf("<string>", "<atom>", "<binary>", "<file>", "<directory>", "<list>", "<tagged_string>"):
		return []string{"<text>"}
	case slices.Equal(words, []string{"=false", "=true"}):
		return []string{"<boolean>"}
	}
	for i, w := range words {
		words[i] = strings.Replace(strings.TrimLeft(w, "="), "<byte>", "<integer>", 1)
	}
	return words
}
