package clustermember_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A member that comes back with an empty disk: the plan says what the cluster would forget, the apply refuses while there is
// something, and by force it goes, by name.
func TestAccClusterMemberThatLostItsDisk(t *testing.T) {
	l := separate(t, 3)
	work := bare(t, l, member(l, 2, "", 1), member(l, 3, "", 1))
	run := func(arguments ...string) (string, error) {
		output, err := work.Terraform(t.Context(), append(arguments, "-input=false", "-no-color")...)
		return strings.Join(strings.Fields(regexp.MustCompile(`[│╷╵]`).ReplaceAllString(output, " ")), " "), err
	}
	if _, err := run("apply", "-auto-approve"); err != nil {
		t.Fatal(err)
	}
	declare(t, l, 3, "precious", "classic")
	for _, err := range []error{
		l.Kill(t.Context(), 2), os.RemoveAll(filepath.Join(l.Nodes[2].Dir, "mnesia")), l.Restart(t.Context(), 2),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	plan, err := run("plan")
	if err != nil || !strings.Contains(plan, "joins in place of a member that was lost") || !strings.Contains(plan, `"precious" in virtual host "/"`) {
		t.Errorf("the plan does not say what the cluster would forget: %v\n%s", err, plan)
	}
	output, err := run("apply", "-auto-approve")
	said := output
	if err != nil {
		said += " " + err.Error()
	}
	if err == nil || !strings.Contains(said, "precious") {
		t.Errorf("the queue was forgotten: %v\n%s", err, output)
	}
	const all = `[amqqueue:get_name(Q) || Q <- rabbit_amqqueue:list(<<"/">>) ++ rabbit_amqqueue:list_down(<<"/">>)].`
	if queues := behind(t, l, 1, "eval", all); !strings.Contains(queues, "precious") {
		t.Errorf("the queue is gone: %s", queues)
	}
	forced := bare(t, l, member(l, 2, "", 1), member(l, 3, "  force = true", 1))
	state, err := os.ReadFile(filepath.Join(work.Dir, "terraform.tfstate"))
	if err == nil {
		err = os.WriteFile(filepath.Join(forced.Dir, "terraform.tfstate"), state, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	work = forced
	if output, err := run("apply", "-auto-approve"); err != nil || !strings.Contains(output, "joined by force") || !strings.Contains(output, "precious") {
		t.Errorf("by force: %v\n%s", err, output)
	}
	if err := together(t, l, 1, 2, 3)(nil); err != nil {
		t.Error(err)
	}
}
