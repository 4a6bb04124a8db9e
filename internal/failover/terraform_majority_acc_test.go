package failover_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Without a majority a broker with Khepri changes nothing. Terraform says so, and why, and nothing is recorded that is not so.
func (m *many) applyWithoutAMajority(t *testing.T) {
	if !strings.HasPrefix(m.lab.Version, "4.3") {
		t.Skipf("RabbitMQ %s changes metadata without a majority, or may: Khepri is optional before 4.3", m.lab.Version)
	}
	t.Run("nodes are down", m.applyWhileTheMajorityIsDown)
	t.Run("nodes hang", m.applyWhileTheMajorityHangs)
}

// No change is sent: when the nodes are back, one apply does what is left to do.
func (m *many) applyWhileTheMajorityIsDown(t *testing.T) {
	const changed = "TF_VAR_changed=true"
	m.whole(t)
	for _, i := range []int{1, 2} {
		if err := m.lab.Kill(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
	outcome := m.terraform(t, []string{changed}, "apply", "-auto-approve")
	t.Logf("terraform ended after %s", outcome.took.Round(time.Second))
	outcome.mustFail(t, `Could not declare queue "new"`, `Could not create user "new"`, `Could not create policy "new"`,
		`Could not update policy "changing"`, `Could not delete queue "old"`, "1 of 3 nodes are running", "changes nothing until 2 run",
		"not sent, since the cluster cannot carry it out", "Nothing was changed here")
	for _, address := range []string{"rabbitmqha_queue.new", "rabbitmqha_user.new", "rabbitmqha_policy.new"} {
		if slices.Contains(m.recorded(t), address+"[0]") {
			t.Errorf("%s is in the state", address)
		}
	}
	if !slices.Contains(m.recorded(t), "rabbitmqha_queue.old[0]") {
		t.Error("rabbitmqha_queue.old is not in the state any more")
	}
	m.repair(t)
	m.terraform(t, []string{changed}, "apply", "-auto-approve").mustSucceed(t)
	m.expectNoChanges(t, changed)
	if !slices.Contains(m.users(t, 1), "new") {
		t.Error("the user was not made")
	}
	m.settle(t)
}

// Nodes that hang count as running until the others have missed them for long. What was sent until then fails late, after 30 s
// some changes, and others after 60 s without an answer; no more is sent then. The broker may carry it out when the nodes are
// back, and an object that it has made after all is in nobody's state.
func (m *many) applyWhileTheMajorityHangs(t *testing.T) {
	m.repair(t)
	m.impatient(t)
	m.terraform(t, nil, "destroy", "-auto-approve").mustSucceed(t)
	// Long enough for the first kind.
	work := m.begin(t, []string{"RABBITMQ_TIMEOUT=35s"}, "apply", "-auto-approve")
	count := m.awaitCount(t, 0, func(count int) bool { return count >= objects/3 })
	for _, i := range []int{1, 2} {
		if err := m.lab.Pause(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
	outcome := work.wait(t)
	recorded := len(m.recorded(t))
	t.Logf("with %d objects there; terraform ended after %s, and %d are in the state", count, outcome.took.Round(time.Second), recorded)
	outcome.mustFail(t, "so it is not known whether the change was made", "The change may have been made, or still be",
		"1 of 3 nodes are running")
	if failed := strings.Count(outcome.said, "Error: Could not "); failed == 0 || failed != strings.Count(outcome.said, "Error: ") {
		t.Errorf("%d errors name their object:\n%s", failed, outcome.errors())
	}
	m.repair(t)
	m.terraform(t, []string{"RABBITMQ_ADOPT_EXISTING=true"}, "apply", "-auto-approve").mustSucceed(t)
	m.settle(t)
}

// recorded are the addresses in the state.
func (m *many) recorded(t *testing.T) []string {
	t.Helper()
	text, err := m.work.Terraform(t.Context(), "state", "list")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(text), "\n")
}
