package availability

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/table"

	"github.com/google/go-cmp/cmp"
)

func TestTable(t *testing.T) {
	s := healthy(t, "3.10.8", 3).node(func(n *Node) { n.MemoryAlarm = true }).classic(nil).raft("quorum", "r1", "r2").
		queue(Queue{Type: "classic", Exclusive: true, Leader: "r1"}).
		mirrored(automatic("ha-promote-on-shutdown", "always"), nil)
	s.queues[0].Name.Name = "a name that is longer than the column for it\nand has two lines"
	const want = `2 errors and 2 warnings; 3 queues looked at, 1 of them at risk. Left out, since they end with
their connections: 1 exclusive queue. Ignored: 1 finding.

  CODE                 WHERE                             WHAT
ERRORS
  memory_alarm         node r1                           It is above its memory limit;
                                                         publishers are blocked.
  no_policy            queue "a name that is longer      Its only copy is on r1; no policy
                       than the column for it\nand has   applies to it.
                       two lines" in "/"
WARNINGS
  promote_on_shutdown  policy "ha" in "/"                A mirror that lacks messages takes over
                                                         when the leader is shut down.
  not_durable          queue "q4" in "/"                 It is mirrored, but not durable.

What to do:
  memory_alarm: Let consumers catch up, or give the node more memory.
  promote_on_shutdown: Leave ha-promote-on-shutdown out, which means when-synced.
  no_policy: Declare it again as a quorum queue. A policy with ha-mode can mirror it, too.
  not_durable: Declare it again as a quorum queue.
`
	s.queues[3].Durable = false
	s.cluster.Policies["/"][0].Pattern = "^q"
	if diff := cmp.Diff(want, s.audit("too_few_members").Table()); diff != "" {
		t.Error(diff)
	}
	const none = "0 errors and 0 warnings; 0 queues looked at, 0 of them at risk.\n"
	if got := healthy(t, "3.10.8", 3).audit().Table(); got != none {
		t.Errorf("without findings: %q", got)
	}
}

// A table fits the terminal, whatever things are called, and does not grow without end.
func TestTableIsBounded(t *testing.T) {
	s := healthy(t, "3.10.8", 3)
	s.cluster.Nodes[0].Name = "rabbit@" + strings.Repeat("host.", 50)
	for i := range 3 * mostRows {
		s.queue(Queue{Type: "classic", Durable: true, Leader: s.cluster.Nodes[0].Name, Policy: strings.Repeat("é%\x00 ", i%90), Definition: map[string]any{}})
		s.queues[i].Name.Name = strings.Repeat("ü\n", 1+i%100)
	}
	text := s.audit().Table()
	for line := range strings.Lines(text) {
		if utf8.RuneCountInString(line) > table.Width+1 || strings.ContainsAny(line, "\x00\r\t") {
			t.Errorf("%d columns: %q", utf8.RuneCountInString(line), line)
		}
	}
	if !strings.Contains(text, "\n... and 200 more\n") {
		t.Errorf("it does not say that there are more:\n%s", text[len(text)-300:])
	}
}
