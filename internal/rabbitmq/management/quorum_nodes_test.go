package management

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

const (
	up, down   = `{"name":"rabbit@up","running":true}`, `{"name":"rabbit@down","running":false}`
	allRun     = "[" + up + "," + up + "," + up + "]"
	oneRuns    = "[" + up + "," + down + "," + down + "]"
	withKhepri = `[{"name":"khepri_db","state":"enabled","stability":"required"}]`
)

var change = httpapi.Request{Method: http.MethodPut, Path: "/api/queues/v/q", Body: []byte("{}")}

// A change that came to nothing while nodes were down names them, and says where that is why. They went down after it was sent.
func TestChangeWithoutAMajorityNamesTheNodesThatAreDown(t *testing.T) {
	for name, test := range map[string]struct {
		nodes  string
		first  reply
		want   []string
		hidden string
	}{
		"no majority":           {oneRuns, noQuorum, []string{"1 of 3 nodes are running, says http://a; down: rabbit@down, rabbit@down", "no majority", "until 2 run"}, ""},
		"no answer at all":      {oneRuns, cuts, []string{"1 of 3 nodes are running", "until 2 run"}, ""},
		"one of two":            {"[" + up + "," + down + "]", noQuorum, []string{"1 of 2 nodes are running", "until 2 run"}, ""},
		"a majority":            {"[" + up + "," + up + "," + down + "]", noQuorum, []string{"2 of 3 nodes are running"}, "no majority"},
		"all run":               {"[" + up + "]", noQuorum, nil, "running"},
		"no node tells":         {"", noQuorum, nil, "running"},
		"what is told is wrong": {"<html>", noQuorum, nil, "running"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, network := scripted(t, httpapi.Config{MaxRetries: new(0)}, only(test.first), only(refuses))
				if network.flags = withKhepri; test.nodes != "" {
					network.nodes = []string{allRun, test.nodes}
				}
				_, err := client.api.Do(t.Context(), change)
				if !errors.Is(err, httpapi.ErrAnswerLost) {
					t.Errorf("got %v", err)
				}
				for _, want := range test.want {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("%q is not in %q", want, err)
					}
				}
				if test.hidden != "" && strings.Contains(err.Error(), test.hidden) {
					t.Errorf("%q is in %q", test.hidden, err)
				}
			})
		})
	}
}

// Whoever has given up is not kept waiting for a reason.
func TestChangeThatIsGivenUpNamesNoNodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, network := scripted(t, httpapi.Config{}, only(hangs))
		network.nodes = []string{allRun, "[" + down + "]"}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err := client.api.Do(ctx, change)
		if !errors.Is(err, httpapi.ErrAnswerLost) || !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "rabbit@down") {
			t.Errorf("got %v", err)
		}
	})
}

// A call whose time is over still says why.
func TestChangeWhoseTimeIsOverNamesTheNodesThatAreDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, network := scripted(t, httpapi.Config{Timeout: time.Minute, OperationTimeout: time.Minute}, only(hangs))
		network.nodes = []string{allRun, "[" + down + "]"}
		_, err := client.api.Do(t.Context(), change)
		if !errors.Is(err, httpapi.ErrAnswerLost) || !strings.Contains(err.Error(), "rabbit@down") {
			t.Errorf("got %v", err)
		}
	})
}

// The look for the reason outlives the time of a call, and not its caller.
func TestWithoutDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		caller, giveUp := context.WithCancel(t.Context())
		call, end := context.WithTimeout(caller, time.Second)
		defer end()
		late, stop := withoutDeadline(call)
		defer stop()
		time.Sleep(2 * time.Second)
		if call.Err() == nil || late.Err() != nil {
			t.Errorf("the call: %v; the look: %v", call.Err(), late.Err())
		}
		given, stopped := withoutDeadline(caller)
		defer stopped()
		giveUp()
		synctest.Wait()
		if given.Err() == nil {
			t.Error("the look goes on when nobody waits for it")
		}
	})
}
