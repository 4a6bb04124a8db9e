package bench

import (
	"os/exec"
	"strings"
	"testing"
)

func shapes() []Shape {
	return []Shape{{Classic, 30}, {Mirrored, 30}, {Quorum, 30}}
}

// Terraform itself says whether the text is a configuration, and well written.
func TestConfigurationIsWellFormed(t *testing.T) {
	tool, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("there is no terraform on the PATH")
	}
	for _, dialect := range []Dialect{Ours, Community} {
		for _, shape := range shapes() {
			text, err := Configuration(dialect, shape, "bench")
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(tool, "fmt", "-check", "-diff", "-")
			cmd.Stdin = strings.NewReader(text)
			if output, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s, %s: %v\n%s", dialect, shape, err, output)
			}
		}
	}
}

func TestConfigurationSaysTheKind(t *testing.T) {
	for _, each := range []struct {
		dialect Dialect
		kind    Kind
		has     string
		hasNot  string
	}{
		{Ours, Classic, `"classic"`, "mirroring"},
		{Ours, Mirrored, "rabbitmqha_mirroring_policy", "max_length"},
		{Ours, Quorum, `"quorum"`, "mirroring"},
		{Community, Classic, `"classic"`, "ha-mode"},
		{Community, Mirrored, "ha-mode", "max-length"},
		{Community, Quorum, `"quorum"`, "ha-mode"},
	} {
		text, err := Configuration(each.dialect, Shape{each.kind, 30}, "bench")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text, each.has) || strings.Contains(text, each.hasNot) {
			t.Errorf("%s for %s queues should have %s and not %s:\n%s", each.dialect, each.kind, each.has, each.hasNot, text)
		}
	}
}

func TestTheOneChangeIsOne(t *testing.T) {
	text, err := Configuration(Ours, Shape{Classic, 30}, "bench")
	if err != nil {
		t.Fatal(err)
	}
	name, value, _ := strings.Cut(strings.TrimPrefix(ChangeArgument, "-var="), "=")
	if uses := strings.Count(text, "= var."+name); uses != 1 {
		t.Errorf("%s is used %d times", ChangeArgument, uses)
	}
	if strings.Contains(text, `alternate_exchange = "`+value+`"`) || strings.Contains(text, `default = "`+value+`"`) {
		t.Errorf("%s is there before the change", value)
	}
}
