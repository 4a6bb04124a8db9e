package membership_test

import (
	"fmt"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// A list of queues that is too large for one answer is read in pages, and no queue is missing whose node has just gone.
func TestAccQueuesComeInPages(t *testing.T) {
	lab.SameOnEveryBroker(t)
	t.Parallel()
	tr := newTrial(t, 2)
	tr.join(membership.JoinRequest{Node: tr.nodes[1], Through: tr.nodes[:1]})
	const each = 60
	for i := range tr.nodes {
		for n := range each {
			name := erlang.Tuple{erlang.Atom("resource"), erlang.Binary("/"), erlang.Atom("queue"), erlang.Binary(fmt.Sprintf("q-%d-%d", n, i))}
			tr.call(i, "rabbit_amqqueue", "declare", name, erlang.Atom("true"), erlang.Atom("false"), erlang.List{}, erlang.Atom("none"),
				erlang.Binary("guest"))
		}
	}
	items := []erlang.Atom{"type", "pid", "durable", "messages", "state"}
	tr.samePages(2*each, items...)
	tr.must(tr.lab.Kill(t.Context(), 1))
	tr.samePages(2*each, items...)
}

// samePages compares what is read in one page with what is read in many, none of which may be longer than some 25 queues take.
func (tr *trial) samePages(queues int, items ...erlang.Atom) {
	tr.Helper()
	cookie, err := erlang.NewCookie(tr.lab.Cookie)
	tr.must(err)
	dialer := &erlang.Dialer{Cookie: cookie, EpmdPort: tr.lab.Nodes[0].EpmdPort, MaxMessage: 8 << 10}
	narrow := membership.New(membership.NewDistribution(dialer), membership.WithPageSize(7))
	tr.Cleanup(func() { _ = narrow.Close() })
	paged, err := narrow.Queues(tr.Context(), tr.nodes[0], items...)
	tr.must(err)
	whole, err := tr.cluster.Queues(tr.Context(), tr.nodes[0], items...)
	tr.must(err)
	if len(whole) != queues || len(paged) != queues {
		tr.Errorf("of %d queues %d are in one page, and %d in many", queues, len(whole), len(paged))
	}
	for name, info := range whole {
		if paged[name] != info {
			tr.Errorf("%q is in one page %s, and in many %s", name, info, paged[name])
		}
	}
}
