package failover

import (
	"errors"
	"slices"
	"testing"
)

func TestFaultsAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, fault := range Faults() {
		if fault.Name == "" || fault.Title == "" || fault.Meaning == "" || fault.strike == nil || fault.mend == nil {
			t.Errorf("%+v lacks something", fault)
		}
		for _, name := range []string{fault.Name, fault.Title} {
			if seen[name] {
				t.Errorf("there are two %q", name)
			}
			seen[name] = true
		}
	}
}

func TestParseFaults(t *testing.T) {
	for text, want := range map[string][]string{
		"kill":             {"kill"},
		"drain, kill":      {"kill", "drain"},
		"stop,stop,freeze": {"freeze", "stop"},
		"":                 nil,
		"kill,":            nil,
		"Kill":             nil,
		"explode":          nil,
	} {
		faults, err := ParseFaults(text)
		var got []string
		for _, fault := range faults {
			got = append(got, fault.Name)
		}
		if !slices.Equal(got, want) || (err != nil) != (want == nil) {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestFaultsWithoutNetworks(t *testing.T) {
	kept, left := withoutNetworks(Faults(), errors.New("no namespaces"))
	if !slices.Equal(left, []string{"Cut off: no namespaces"}) || len(kept) != len(Faults())-1 {
		t.Errorf("%q are left out, %d kept", left, len(kept))
	}
	if slices.ContainsFunc(kept, func(f Fault) bool { return f.Network }) {
		t.Error("a fault is kept that needs networks")
	}
}
