package membership

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

var (
	schedules    = flag.Int("schedules", 10_000, "how many random schedules are tried")
	schedulesAt  = flag.Int("schedules-from", 0, "the number of the first one; each number is always the same schedule")
	scheduleSeen = map[string]int{}
)

// Whatever happens at whatever call, nothing is lost that nobody has allowed, no node of another cluster is touched, and nothing is
// sent beside a call that still runs. What is run again until it is at rest ends where it should, or says why not and leaves a node
// that serves.
func TestRandomSchedules(t *testing.T) {
	const together = 100
	for first := *schedulesAt; first < *schedulesAt+*schedules; first += together {
		virtually(t, func(t *testing.T) {
			for number := first; number < first+together && !t.Failed(); number++ {
				newSchedule(number).run(t)
			}
		})
		if t.Failed() {
			return
		}
	}
	t.Log(scheduleSeen)
	for _, outcome := range []string{"join done", "join refused", "leave done", "leave refused", "answer lost", "killed"} {
		if scheduleSeen[outcome] < *schedules/1000 {
			t.Errorf("%q has hardly been tried", outcome)
		}
	}
}

// schedule is a cluster in some state, a change of membership, and what happens meanwhile.
type schedule struct {
	*model
	number  int
	random  *rand.Rand
	told    []string
	join    *JoinRequest
	leave   *LeaveRequest
	faults  func()
	between func()
}

func newSchedule(number int) *schedule {
	s := &schedule{number: number, random: rand.New(rand.NewPCG(1, uint64(number)))}
	version := s.pick("3.8.9", "3.10.8", "4.0.5", "4.3.6")
	node := s.nodeOf(version)
	s.addQueues(node)
	s.faults, s.between = s.chooseFaults(node), s.chooseBetween(node)
	return s
}

func (s *schedule) pick(choices ...string) string {
	choice := choices[s.random.IntN(len(choices))]
	s.told = append(s.told, choice)
	return choice
}

func (s *schedule) perhaps(percent int) bool { return s.random.IntN(100) < percent }

// nodeOf makes the cluster and the request, always about the third node.
func (s *schedule) nodeOf(version string) string {
	s.model = newModel(4, version).formed(3)
	node := s.nodes[name(3)]
	s.leave = &LeaveRequest{Node: name(3), Through: []string{name(2), name(1)}, Drain: s.perhaps(50), DeleteEmptyQueues: s.perhaps(30)}
	switch s.pick("leave", "leave", "leave, dead", "leave, stopped", "leave, forgotten", "leave, moved", "join", "join", "join, disk lost") {
	case "leave, dead":
		node.dead = true
	case "leave, stopped":
		node.running = false
	case "leave, forgotten":
		s.forget(s.nodes[name(1)], name(3))
	case "leave, moved":
		s.model = moved(version, s.perhaps(50), s.perhaps(50))
	case "join":
		s.model, s.leave = newModel(4, version).formed(2), nil
	case "join, disk lost":
		s.model, s.leave = lostDisk(version), nil
	}
	if s.leave == nil {
		s.join = &JoinRequest{Node: name(3), Through: []string{name(1), name(2)}, DiscardData: s.perhaps(20)}
	}
	s.harm = nil
	return name(3)
}

func (s *schedule) addQueues(node string) {
	for i := range s.random.IntN(3) {
		on := s.pick(name(1), name(2), node)
		q := s.queue(fmt.Sprint("queue", i), s.pick("classic", "classic", "quorum"), on)
		// They are the cluster's, not those of a node that only has the name of a member.
		q.cluster = s.nodes[name(1)].cluster
		if q.ready = s.random.IntN(2); q.kind == "quorum" && s.perhaps(80) {
			q.members = join([]string{name(1), name(2), node})
		}
		if q.kind == "classic" && s.perhaps(20) {
			q.durable, q.ready = false, 0
		}
		s.told = append(s.told, fmt.Sprintf("%s with %d on %s%s", q.name, q.ready, q.home, q.members))
	}
}

// chooseFaults says what happens in the first run.
func (s *schedule) chooseFaults(node string) func() {
	const calls = 120
	events := map[int]func(){}
	for range s.random.IntN(3) {
		at := 1 + s.random.IntN(calls)
		events[at] = s.event(node, at)
	}
	fault, at, late, after := s.pick("none", "killed", "killed", "answer lost", "answer lost"), 1+s.random.IntN(calls), s.perhaps(50), s.after()
	which := 1 + s.random.IntN(4)
	s.told = append(s.told, fmt.Sprint("call ", at, ", late ", late, ", change ", which, " done after ", after))
	return func() {
		s.events = events
		switch fault {
		case "killed":
			s.killAt, s.late = at, late
		case "answer lost":
			s.loseAt, s.goesOn = which, after
		}
	}
}

func (s *schedule) after() time.Duration {
	return []time.Duration{0, time.Second, 30 * time.Second, time.Hour}[s.random.IntN(4)]
}

func (s *schedule) event(node string, at int) func() {
	switch s.pick("a message arrives", "a message arrives", "a queue is declared", "the node dies", "another dies") {
	case "a message arrives":
		return func() {
			for _, q := range s.queues {
				if q.durable && !q.gone && s.up(q.home) {
					q.ready++
				}
			}
		}
	case "a queue is declared":
		return func() {
			if s.up(node) && s.nodes[node].members[name(1)] && s.nodes[name(1)].members[node] {
				s.queue(fmt.Sprint("new", at), "classic", node).ready = 1
			}
		}
	case "the node dies":
		return func() { s.nodes[node].dead = true }
	}
	return func() { s.nodes[name(2)].dead = true }
}

// chooseBetween says what happens before it is run again.
func (s *schedule) chooseBetween(node string) func() {
	what := s.pick("", "", "", "all are back", "it moves", "it loses its disk")
	return func() {
		n := s.nodes[node]
		switch {
		case what == "all are back":
			s.nodes[name(2)].dead, n.dead = false, false
		case what == "it moves" && !n.foreign && n.busy == 0:
			harm := len(s.harm)
			s.wipe(node, n)
			s.harm = s.harm[:harm]
			n.foreign, n.cluster, n.members = true, 99, map[string]bool{node: true, name(4): true}
			s.nodes[name(4)].members = map[string]bool{node: true, name(4): true}
		case what == "it loses its disk" && n.busy == 0 && !n.foreign:
			s.ids++
			n.members, n.cluster, n.running, n.drained = map[string]bool{node: true}, s.ids, true, false
		}
	}
}

func (s *schedule) once(ctx context.Context) (err error) {
	cluster := New(s.model, func(c *Cluster) { c.poll, c.quietPeriod = time.Second, 3*time.Second })
	if s.join != nil {
		_, err = cluster.Join(ctx, *s.join)
		return err
	}
	_, err = cluster.Leave(ctx, *s.leave)
	return err
}

func (s *schedule) run(t *testing.T) {
	s.faults()
	ctx, cancel := context.WithCancelCause(t.Context())
	s.killed = func() { cancel(errKilled) }
	first := s.once(ctx)
	cancel(nil)
	s.killAt, s.loseAt, s.events = 0, 0, nil
	s.count(first)
	s.between()
	last := first
	for range 3 {
		last = s.once(t.Context())
		time.Sleep(2 * time.Hour)
	}
	s.count(last)
	if fault := s.wrong(last); fault != "" {
		t.Errorf("schedule %d (%s): %s\nfirst: %v\nlast: %v\nharm %q\nchanges %q\n%s", s.number, strings.Join(s.told, "; "), fault, first, last,
			s.harm, s.begun, s.state())
	}
}

func (s *schedule) count(err error) {
	verb := "leave"
	if s.join != nil {
		verb = "join"
	}
	var refused *RefusedError
	var unknown *UnknownOutcomeError
	switch {
	case err == nil:
		scheduleSeen[verb+" done"]++
	case errors.As(err, &unknown):
		scheduleSeen["answer lost"]++
	case errors.Is(err, errKilled):
		scheduleSeen["killed"]++
	case errors.As(err, &refused):
		scheduleSeen[verb+" refused"]++
	default:
		scheduleSeen[verb+" failed"]++
	}
}

// wrong says what must not be at the end; empty where all is well.
func (s *schedule) wrong(err error) string {
	node, seed := s.nodes[name(3)], s.nodes[name(1)]
	member := seed.members[name(3)]
	var refused *RefusedError
	switch serves := node.running && !node.dead; {
	case len(s.harm) > 0:
		return "harm was done"
	case err == nil && s.join != nil && (!serves || !member || !node.members[name(1)]):
		return "it should be a member"
	case err == nil && s.leave != nil && member:
		return "it should not be a member"
	case err == nil && s.leave != nil && !node.foreign && !node.dead && (!serves || len(node.members) > 1):
		return "it should run alone"
	case errors.As(err, &refused) && !node.dead && !node.foreign && !serves:
		return "it should serve"
	case errors.As(err, &refused) && node.drained && !node.dead && !strings.Contains(err.Error(), "maintenance mode"):
		return "it is in maintenance mode, and nobody says so"
	}
	return ""
}
