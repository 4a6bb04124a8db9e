package conversion

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/table"
)

func TestTable(t *testing.T) {
	s := healthy(t, "4.3.6")
	s.cluster.Erlang = false
	s.consumed()
	lazy := classic("a queue with a rather long name, for a column")
	lazy.Arguments["x-queue-mode"] = "lazy"
	a := NewAssessor(s.cluster, s.options)
	const want = `2 classic queues: 0 ready, 0 ready with changes, 2 unknown, 0 blocked.

  CODE              QUEUE                             WHAT
  erlang_unknown    all                               Whether the nodes can be reached over
                                                      Erlang's protocol is not known.
  delivery_limit    all                               Neither an argument nor a policy sets a
                                                      delivery limit: it becomes 20.
  clients_declare   q in "v"                          1 connection consumes from it: py-amqp
                                                      5.3.1.
  argument_dropped  a queue with a rather long name,  It loses x-queue-mode.
                    for a column in "v"

What to do:
  erlang_unknown: Give the provider an erlang block.
  argument_dropped: Nothing. Clients must not declare them any more.
  delivery_limit: Set delivery-limit by a policy, and a dead-letter exchange, or see that
    consumers do not give messages back for ever.
  clients_declare: Ask who runs them, and have them declare it with x-queue-type quorum,
    passively, or not at all, before.
`
	if diff := cmp.Diff(want, Table([]Readiness{a.Assess(s.queue), a.Assess(lazy)})); diff != "" {
		t.Error(diff)
	}
	if got := Table(nil); got != "No classic queues.\n" {
		t.Errorf("%q", got)
	}
	if got := Table([]Readiness{NewAssessor(healthy(t, "3.13.7").cluster, Options{}).Assess(classic("q"))}); got != "1 classic queue: 1 ready, 0 ready with changes, 0 unknown, 0 blocked.\n" {
		t.Errorf("%q", got)
	}
}

// A table fits the terminal, and does not grow without end.
func TestTableIsBounded(t *testing.T) {
	s := healthy(t, "4.3.6")
	a := NewAssessor(s.cluster, s.options)
	var all []Readiness
	for i := range 3 * mostRows {
		queue := classic(strings.Repeat("ü ", 1+i%100))
		queue.Messages = known.Of(int64(1000 * i))
		all = append(all, a.Assess(queue))
	}
	text := Table(all)
	for line := range strings.Lines(text) {
		if utf8.RuneCountInString(line) > table.Width+1 {
			t.Errorf("%d columns: %q", utf8.RuneCountInString(line), line)
		}
	}
	if !strings.Contains(text, "\n... and 200 more queues\n") {
		t.Error("it does not say that there are more")
	}
}
