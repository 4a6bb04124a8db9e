package failover_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
)

// Without a majority a broker with Khepri changes nothing. Terraform says so, and why, and nothing is recorded that is not so.
func (m *many) applyWithoutAMajority(t *testing.T) {
	if !strings.HasPrefix(m.lab.Version, "4.3") {
		t.Skipf("RabbitMQ %s changes metadata without a majority, or may: Khepri is optional before 4.3", m.lab.Version)
	}
	t.Run("nodes are down", m.applyWhileTheMajorityIsDown)
	t.Run("nodes go down meanwhile", m.applyWhileTheMajorityGoesDown)
}

// No change is sent: when the nodes are back, one apply does what is left to do.
func (m *many) applyWhileTheMajorityIsDown(t *testing.T) {
	m.makeHealthy(t)
	m.killTheMajority(t)
	said := m.begin(t, []string{changed}, "apply", "-auto-approve").wait(t).expectNoChange(t, m)
	if sent := strings.Count(said, lost); sent > 0 {
		t.Errorf("%d changes were sent", sent)
	}
	m.repair(t)
	m.change(t)
}

// What is on its way when the majority is lost fails late, after 30 s some changes, and others after 60 s without an answer. It
// is not sent again. The broker may carry it out when the nodes are back, and an object that it has made after all is in nobody's
// state.
func (m *many) applyWhileTheMajorityGoesDown(t *testing.T) {
	m.makeHealthy(t)
	slow := m.front(t, 0)
	slow.SetEach(func(r faultproxy.Request) faultproxy.Fault {
		if r.Method == http.MethodGet {
			return faultproxy.Fault{}
		}
		return faultproxy.Hang()
	})
	// Long enough for the first kind.
	work := m.begin(t, []string{changed, endpoints(slow.URL()), "RABBITMQ_TIMEOUT=40s"}, "apply", "-auto-approve")
	acctest.Await(t, "changes on their way", func() bool {
		return slow.Count(http.MethodPut, "") > 2 && slow.Count(http.MethodDelete, "") > 0
	})
	m.killTheMajority(t)
	slow.Clear()
	said := work.wait(t).expectNoChange(t, m)
	for _, text := range []string{lost, "The change may have been made, or still be"} {
		if !strings.Contains(said, text) {
			t.Errorf("%q is not in the error:\n%s", text, said)
		}
	}
	m.repair(t)
	m.change(t, "RABBITMQ_ADOPT_EXISTING=true")
}

const (
	changed = "TF_VAR_changed=true"
	lost    = "so it is not known whether the change was made"
)

func (m *many) killTheMajority(t *testing.T) {
	t.Helper()
	for _, i := range []int{1, 2} {
		if err := m.lab.Kill(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
}

// expectNoChange fails unless one change of each kind has failed, with the reason, and none is recorded. It returns what
// Terraform said.
func (o *outcome) expectNoChange(t *testing.T, m *many) string {
	t.Helper()
	t.Logf("terraform ended after %s", o.took.Round(time.Second))
	o.mustFail(t, `Could not declare queue "new"`, `Could not create user "new"`, `Could not create policy "new"`,
		`Could not update policy "changing"`, `Could not delete queue "old"`, "1 of 3 nodes are running", "changes nothing until 2 run")
	for _, address := range []string{"rabbitmqha_queue.new", "rabbitmqha_user.new", "rabbitmqha_policy.new"} {
		if slices.Contains(m.recorded(t), address+"[0]") {
			t.Errorf("%s is in the state", address)
		}
	}
	if !slices.Contains(m.recorded(t), "rabbitmqha_queue.old[0]") {
		t.Error("rabbitmqha_queue.old is not in the state any more")
	}
	return o.unbroken()
}

// change applies those changes, and takes them back.
func (m *many) change(t *testing.T, environment ...string) {
	t.Helper()
	m.terraform(t, append(environment, changed), "apply", "-auto-approve").mustSucceed(t)
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
