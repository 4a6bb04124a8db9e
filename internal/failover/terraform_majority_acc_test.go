package failover_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Without a majority a broker with Khepri changes nothing, and says so late: 30 s for some changes, and 60 s without an answer
// for others. The errors name the reason, and nothing is recorded that is not so: when the nodes are back, one apply does what
// is left to do, whether the broker has carried out changes meanwhile or not.
func (m *many) applyWithoutAMajority(t *testing.T) {
	if !strings.HasPrefix(m.lab.Version, "4.3") {
		t.Skipf("RabbitMQ %s changes metadata without a majority, or may: Khepri is optional before 4.3", m.lab.Version)
	}
	m.whole(t)
	for _, i := range []int{1, 2} {
		if err := m.lab.Kill(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
	changed := "TF_VAR_changed=true"
	// Long enough for the first kind. The other one goes on in the broker, and is carried out when the nodes are back.
	outcome := m.terraform(t, []string{changed, "RABBITMQ_TIMEOUT=35s"}, "apply", "-auto-approve")
	t.Logf("terraform ended after %s", outcome.took.Round(time.Second))
	outcome.mustFail(t, `Could not declare queue "new"`, `Could not create user "new"`, `Could not create policy "new"`,
		`Could not update policy "changing"`, `Could not delete queue "old"`, "1 of 3 nodes are running", "changes nothing until 2 run")
	for _, address := range []string{"rabbitmqha_queue.new", "rabbitmqha_user.new", "rabbitmqha_policy.new"} {
		if slices.Contains(m.recorded(t), address+"[0]") {
			t.Errorf("%s is in the state", address)
		}
	}
	if !slices.Contains(m.recorded(t), "rabbitmqha_queue.old[0]") {
		t.Error("rabbitmqha_queue.old is not in the state any more")
	}
	m.repair(t)
	// An object that the broker has made after all is in nobody's state.
	m.terraform(t, []string{changed, "RABBITMQ_ADOPT_EXISTING=true"}, "apply", "-auto-approve").mustSucceed(t)
	m.expectNoChanges(t, changed)
	if !slices.Contains(m.users(t, 1), "new") {
		t.Error("the user was not made")
	}
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
