package failover

import (
	"context"
	"errors"
	"maps"
	"testing"
	"testing/synctest"
	"time"
)

func TestParseServers(t *testing.T) {
	const table = `# pxname,svname,qcur,status,weight
rabbitmq,FRONTEND,,OPEN,
rabbitmq,rabbit.rabbit1,0,UP,1
rabbitmq,rabbit.rabbit2,0,UP 1/2,1
rabbitmq,rabbit.rabbit3,0,DOWN,1
rabbitmq,BACKEND,0,UP,3
stats,FRONTEND,,OPEN,
`
	got, err := parseServers([]byte(table))
	want := map[string]string{"rabbit.rabbit1": "UP", "rabbit.rabbit2": "UP 1/2", "rabbit.rabbit3": "DOWN"}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range []string{"", "# pxname,svname\nrabbitmq,one\n", "a,b\nc\n", "<html>"} {
		if got, err := parseServers([]byte(bad)); err == nil {
			t.Errorf("%q: %q", bad, got)
		}
	}
}

func TestCopies(t *testing.T) {
	for _, each := range []struct {
		queue queue
		want  int
	}{
		{queue{Type: "classic"}, 1},
		{queue{Type: "classic", Mirrors: []string{"b", "c"}}, 3},
		{queue{Type: "quorum", Online: []string{"a", "b"}}, 2},
		{queue{Type: "quorum"}, 0},
	} {
		if got := each.queue.copies(); got != each.want {
			t.Errorf("%+v: %d", each.queue, got)
		}
	}
}

// A cluster that is healthy for a moment, and breaks again, is not healthy.
func TestAwaitWantsTheSameAnswerAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("not healthy")
		answers := []error{nil, nil, broken, nil, nil, nil}
		asked := 0
		err := await(t.Context(), "a test", time.Minute, 3, func(context.Context) error {
			asked++
			return answers[asked-1]
		})
		if err != nil || asked != len(answers) {
			t.Errorf("%v after %d", err, asked)
		}
		err = await(t.Context(), "a test", time.Minute, 1, func(context.Context) error { return broken })
		if !errors.Is(err, broken) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
	})
}
