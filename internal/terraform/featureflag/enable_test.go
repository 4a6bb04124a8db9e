package featureflag

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// slow is a broker that needs longer for a flag than one request may take, as one that moves much metadata does: it
// shows the given states in turn and stays at the last. It counts how often it was told to enable the flag.
func slow(t *testing.T, states ...string) (client *management.Client, told *atomic.Int32) {
	t.Helper()
	var looked atomic.Int32
	told = &atomic.Int32{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			told.Add(1)
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = fmt.Fprint(w, `{"error":"timeout"}`)
			return
		}
		n := min(int(looked.Add(1)), len(states)) - 1
		_, _ = fmt.Fprintf(w, `[{"name":"khepri_db","state":%q}]`, states[n])
	}))
	t.Cleanup(server.Close)
	client, err := management.New(httpapi.Config{Endpoints: []string{server.URL}})
	if err != nil {
		t.Fatal(err)
	}
	return client, told
}

func TestASlowFlagIsWaitedFor(t *testing.T) {
	client, told := slow(t, "disabled", "state_changing", "state_changing", "enabled")
	flag, err := enable(t.Context(), client, "khepri_db")
	if err != nil || !flag.Enabled() || told.Load() != 1 {
		t.Errorf("%+v, %v, told %d times", flag, err, told.Load())
	}
}

func TestWhatIsEnabledIsNotTouched(t *testing.T) {
	client, told := slow(t, "enabled")
	if _, err := enable(t.Context(), client, "khepri_db"); err != nil || told.Load() != 0 {
		t.Errorf("%v, told %d times", err, told.Load())
	}
}

func TestTheWaitForAFlagEnds(t *testing.T) {
	client, _ := slow(t, "disabled", "state_changing")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 100*time.Millisecond, fmt.Errorf("the time is up"))
	defer cancel()
	if _, err := enable(ctx, client, "khepri_db"); err == nil || !strings.Contains(err.Error(), "time is up") {
		t.Error(err)
	}
}
