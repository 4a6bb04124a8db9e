package failover_test

import (
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
)

// Whoever presses Ctrl-C does not wait for what the provider waits for. The next apply does what was left.
func (m *many) interrupted(t *testing.T) {
	m.makeHealthy(t)
	// The provider itself would go on for longer than this.
	const timeout = time.Minute
	for name, c := range map[string]struct {
		command, changed string
		environment      []string
		strike, mend     func(front *faultproxy.Proxy) error
		// requests of this method arrive before the key is pressed.
		method   string
		requests int
	}{
		"apply whose changes hang": {
			"apply", "true", nil,
			func(front *faultproxy.Proxy) error { front.Set(faultproxy.Hang().Only(http.MethodPut)); return nil },
			func(*faultproxy.Proxy) error { return nil },
			http.MethodPut, 3,
		},
		"plan while the node is frozen": {
			"plan", "false", nil,
			func(*faultproxy.Proxy) error { return m.lab.Pause(t.Context(), 0) },
			func(*faultproxy.Proxy) error { return m.lab.Resume(t.Context(), 0) },
			"", 1,
		},
		"plan that waits for a broker that boots": {
			"plan", "false", []string{"RABBITMQ_WAIT_FOR_READY=5m"},
			func(front *faultproxy.Proxy) error {
				front.Set(faultproxy.Status(http.StatusServiceUnavailable, "", ""))
				return nil
			},
			func(*faultproxy.Proxy) error { return nil },
			"", 3,
		},
	} {
		t.Run(name, func(t *testing.T) {
			front := m.front(t, 0)
			if err := c.strike(front); err != nil {
				t.Fatal(err)
			}
			environment := append(c.environment, endpoints(front.URL()), "RABBITMQ_TIMEOUT="+timeout.String(), "TF_VAR_changed="+c.changed)
			args := map[string][]string{"apply": {"-auto-approve"}}
			work := m.begin(t, environment, c.command, args[c.command]...)
			acctest.Await(t, "the provider to wait", func() bool { return front.Count(c.method, "") >= c.requests })
			began := time.Now()
			if err := work.signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			outcome := work.wait(t)
			lasted := time.Since(began)
			if err := c.mend(front); err != nil {
				t.Fatal(err)
			}
			t.Logf("terraform ended %s after the key was pressed", lasted.Round(time.Millisecond))
			if lasted >= timeout/2 {
				t.Errorf("it waited on for %s", lasted)
			}
			outcome.mustFail(t, "Interrupt received")
			m.terraform(t, []string{"TF_VAR_changed=" + c.changed}, "apply", "-auto-approve").mustSucceed(t)
			m.expectNoChanges(t, "TF_VAR_changed="+c.changed)
		})
	}
}
