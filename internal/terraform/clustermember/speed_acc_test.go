package clustermember_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var took = regexp.MustCompile(`: (?:stop RabbitMQ|join the cluster|start RabbitMQ): .*\btook=(\S+)`)

// A cluster of three is formed in no more than one and a half times what its brokers themselves take to stop, join and
// start, Terraform's own start included. Both are measured in the same run, whatever else the machine does.
func TestAccClusterMemberFormsAtTheBrokersPace(t *testing.T) {
	l := separate(t, 3)
	logged := filepath.Join(t.TempDir(), "provider.log")
	work := bare(t, l, member(l, 2, "", 1), member(l, 3, "", 1))
	work.Environment = append(work.Environment, "TF_LOG_PROVIDER=INFO", "TF_LOG_PATH="+logged)
	began := time.Now()
	if _, err := work.Terraform(t.Context(), "apply", "-auto-approve", "-input=false", "-no-color"); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(began)
	if err := together(t, l, 1, 2, 3)(nil); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(logged)
	if err != nil {
		t.Fatal(err)
	}
	var brokers time.Duration
	steps := 0
	for line := range strings.Lines(string(text)) {
		// Right before each of these calls the provider asks again whether it may be made. That is its own time, not the broker's.
		if found := took.FindStringSubmatch(line); found != nil && !strings.Contains(line, ": check again: ") {
			duration, err := time.ParseDuration(strings.Trim(found[1], `"`))
			if err != nil {
				t.Fatal(err)
			}
			brokers += duration
			steps++
		}
	}
	const stepsOfTwoJoins = 6
	if steps != stepsOfTwoJoins {
		t.Fatalf("%d steps were logged, want %d:\n%s", steps, stepsOfTwoJoins, text)
	}
	t.Logf("RabbitMQ %s: terraform apply %.2f s, the brokers' own stop, join and start %.2f s: %.2f times", l.Version,
		whole.Seconds(), brokers.Seconds(), whole.Seconds()/brokers.Seconds())
	if whole > brokers*3/2 {
		t.Error("that is more than 1.5 times")
	}
}
