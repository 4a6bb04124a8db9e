package membership

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// What would be lost without the node "n", of which "a" and "b" stay and run, and "x" stays and does not.
func TestWhatWouldBeLostWithoutANode(t *testing.T) {
	yes, no := known.Of(true), known.Of(false)
	classic := func(change func(*queue)) queue {
		q := queue{kind: "classic", home: known.Of("n"), durable: yes, exclusive: no}
		change(&q)
		return q
	}
	counted := func(messages int64) usage.Queue {
		return usage.Queue{Messages: known.Of(messages), Consumers: known.Of(int64(0))}
	}
	quorum := func(members, online string) queue {
		return queue{kind: "quorum", members: known.Of(strings.Fields(members)), online: known.Of(strings.Fields(online))}
	}
	stream := func(members, online string) queue {
		q := quorum(members, online)
		q.kind = "stream"
		return q
	}
	for name, test := range map[string]struct {
		queue      queue
		live, dead string
	}{
		"durable, not counted":            {classic(func(*queue) {}), "nobody has counted", "nobody has counted"},
		"durable, empty":                  {classic(func(q *queue) { q.use = counted(0) }), "holds no messages", "holds no messages"},
		"durable, full":                   {classic(func(q *queue) { q.use = counted(3) }), "3 messages", "3 messages"},
		"on another node":                 {classic(func(q *queue) { q.home = known.Of("a") }), "", ""},
		"nobody knows where":              {classic(func(q *queue) { q.home = known.Value[string]{} }), "on which nodes", "on which nodes"},
		"nobody knows whether durable":    {classic(func(q *queue) { q.durable = known.Value[bool]{} }), "nobody has counted", "nobody has counted"},
		"exclusive":                       {classic(func(q *queue) { q.exclusive = yes }), "", ""},
		"mirrored":                        {classic(func(q *queue) { q.inSync = []string{"a"} }), "", ""},
		"mirrored where nobody runs":      {classic(func(q *queue) { q.inSync = []string{"x"} }), "nobody has counted", "nobody has counted"},
		"transient and empty":             {classic(func(q *queue) { q.durable, q.use = no, counted(0) }), "", ""},
		"transient and full":              {classic(func(q *queue) { q.durable, q.use = no, counted(1) }), "1 message", "1 message"},
		"transient and not counted":       {classic(func(q *queue) { q.durable = no }), "nobody has counted", "nobody has counted"},
		"of a plugin":                     {classic(func(q *queue) { q.kind = "x-other" }), "nobody has counted", "nobody has counted"},
		"of MQTT":                         {queue{kind: "MQTT QoS 0"}, "", ""},
		"quorum of three":                 {quorum("n a b", "n a b"), "", ""},
		"quorum elsewhere":                {quorum("x", ""), "", ""},
		"quorum, alone":                   {quorum("n", "n"), "its only member", "its only member"},
		"quorum of two":                   {quorum("n a", "n a"), "", "too few to remove one"},
		"quorum, one of the others down":  {quorum("n a x", "n a"), "1 of 2 members", "1 of 2 members"},
		"quorum, one of the others stuck": {quorum("n a b", "n a"), "1 of 2 members", "1 of 2 members"},
		"quorum, members not known":       {queue{kind: "quorum"}, "on which nodes its members", "on which nodes its members"},
		"quorum, online not known":        {queue{kind: "quorum", members: known.Of([]string{"n", "a"})}, "which of its members", "which of its members"},
		"stream of two":                   {stream("n a", "n a"), "", ""},
		"stream, the other one down":      {stream("n x", "n x"), "0 of 1", "0 of 1"},
	} {
		for _, live := range []bool{true, false} {
			want := test.dead
			if live {
				want = test.live
			}
			got := absence{node: "n", staying: []string{"a", "b"}, live: live}.loses(test.queue)
			if want == "" && got != "" || !strings.Contains(got, want) {
				t.Errorf("%s, live %t: %q, want %q", name, live, got, want)
			}
		}
	}
}

// A queue of which a node lists the name and says nothing is not a queue that is not there.
func TestQueueThatDoesNotAnswerKeepsTheNode(t *testing.T) {
	m := newModel(3, "4.0.5").formed(3)
	m.queue("stuck", "classic", name(3)).silent = true
	before := m.state()
	virtually(t, func(t *testing.T) {
		_, err := New(m, quick).Leave(t.Context(), LeaveRequest{Node: name(3), Through: []string{name(1)}})
		if !errors.Is(err, ErrOnlyCopy) || !strings.Contains(err.Error(), `"stuck" in virtual host "/" (it has not been measured: nobody has counted`) || m.state() != before {
			t.Errorf("%v\n%s", err, m.state())
		}
	})
}

// The broker's if-empty does not see unacknowledged messages.
func TestDeleteEmptyQueues(t *testing.T) {
	for what, test := range map[string]struct {
		change func(*modelQueue)
		refuse string
	}{
		"empty":          {func(*modelQueue) {}, ""},
		"full":           {func(q *modelQueue) { q.ready = 1 }, "1 message"},
		"unacknowledged": {func(q *modelQueue) { q.unacknowledged = 2 }, "2 messages"},
		"consumed":       {func(q *modelQueue) { q.consumers = 1 }, "1 consumer "},
	} {
		m := newModel(3, "4.3.6").formed(3)
		q := m.queue("orders", "classic", name(3))
		test.change(q)
		drained := m.countsDrains()
		_, err := New(m, quick).Leave(t.Context(), LeaveRequest{Node: name(3), Through: []string{name(1)}, Drain: true, DeleteEmptyQueues: true})
		if test.refuse == "" {
			if err != nil || !q.gone || len(m.harm) > 0 {
				t.Errorf("%s: %v, %q", what, err, m.harm)
			}
			continue
		}
		if !errors.Is(err, ErrOnlyCopy) || !strings.Contains(err.Error(), test.refuse) || q.gone || *drained > 0 || len(m.harm) > 0 {
			t.Errorf("%s: %v, gone %t, drained %d, %q", what, err, q.gone, *drained, m.harm)
		}
	}
}

// What arrives after the first check does not vanish: the node is given back to its clients.
func TestMessageThatArrivesWhileTheNodeLeaves(t *testing.T) { virtually(t, arrivesWhileTheNodeLeaves) }

func arrivesWhileTheNodeLeaves(t *testing.T) {
	for _, version := range []string{"3.10.8", "4.3.6"} {
		whole := newModel(3, version).formed(3)
		request := LeaveRequest{Node: name(3), Through: []string{name(1)}, Drain: true}
		if _, err := New(whole, quick).Leave(t.Context(), request); err != nil {
			t.Fatal(err)
		}
		kept := 0
		for at := 1; at <= whole.calls; at++ {
			m := newModel(3, version).formed(3)
			m.events[at] = func() {
				if m.up(name(3)) && m.nodes[name(1)].members[name(3)] {
					m.queue("late", "classic", name(3)).ready = 1
				}
			}
			_, err := New(m, quick).Leave(t.Context(), request)
			if len(m.harm) > 0 {
				t.Errorf("%s at call %d: %q, %v", version, at, m.harm, err)
			}
			if err == nil {
				continue
			}
			if kept++; !errors.Is(err, ErrOnlyCopy) || !m.nodes[name(3)].running || m.nodes[name(3)].drained {
				t.Errorf("%s at call %d: %v\n%s", version, at, err, m.state())
			}
		}
		if kept == 0 {
			t.Errorf("%s: the message never kept the node", version)
		}
	}
}

// Force names what it lets go, as it was while it could still be counted.
func TestForceNamesWhatIsLost(t *testing.T) {
	for _, dead := range []bool{false, true} {
		m := newModel(3, "4.3.6").formed(3)
		m.queue("orders", "classic", name(3)).ready = 7
		m.nodes[name(3)].dead = dead
		request := LeaveRequest{Node: name(3), Through: []string{name(1)}, Afterwards: ForgetOnly}
		before := m.state()
		if _, err := New(m, quick).Leave(t.Context(), request); !errors.Is(err, ErrOnlyCopy) || m.state() != before || len(m.harm) > 0 {
			t.Errorf("dead %t: %v, %q\n%s", dead, err, m.harm, m.state())
		}
		request.Force = true
		warnings, err := New(m, quick).Leave(t.Context(), request)
		want := "it holds 7 messages"
		if dead {
			want = "it has not been measured: nobody has counted"
		}
		if err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], `"orders" in virtual host "/" (`+want) {
			t.Errorf("dead %t: %v, %q", dead, err, warnings)
		}
		if !slices.Equal(m.harm, []string{"forgetting " + name(3) + " lost 7 messages of orders"}) {
			t.Errorf("this test does not lose anything: %q", m.harm)
		}
	}
}
