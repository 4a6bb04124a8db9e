package failover

import (
	"os"
	"strings"
	"testing"
)

func TestIntoGuide(t *testing.T) {
	const guide = "above\n\n" + guideBegin + "\nold\n" + guideEnd + "\n\nbelow\n"
	const want = "above\n\n" + guideBegin + "\n\nnew\n\n" + guideEnd + "\n\nbelow\n"
	got, err := IntoGuide(guide, "\nnew\n")
	if err != nil || got != want {
		t.Fatalf("%q, %v", got, err)
	}
	if again, err := IntoGuide(got, "new"); err != nil || again != want {
		t.Errorf("the second time: %q, %v", again, err)
	}
	for _, bad := range []string{
		"", guideBegin, strings.Replace(guide, guideEnd, "", 1), guide + guide, "\n" + guideEnd + "\n" + guideBegin + "\n",
	} {
		if got, err := IntoGuide(bad, "new"); err == nil {
			t.Errorf("%q becomes %q", bad, got)
		}
	}
}

func TestTheGuideTakesFiguresAndNamesEveryFault(t *testing.T) {
	text, err := os.ReadFile("../../templates/guides/availability.md")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := IntoGuide(string(text), "figures"); err != nil {
		t.Error(err)
	}
	for _, fault := range Faults() {
		if !strings.Contains(string(text), "| "+fault.Title+" | "+fault.Meaning+" |\n") {
			t.Errorf("the guide does not say what %q means: %s", fault.Title, fault.Meaning)
		}
	}
}
