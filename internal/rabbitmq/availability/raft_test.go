package availability

import (
	"slices"
	"testing"
)

func TestRaft(t *testing.T) {
	at := func(n int, down ...string) *scene { return healthy(t, "4.3.6", n).down(down...) }
	three, five := []string{"r1", "r2", "r3"}, []string{"r1", "r2", "r3", "r4", "r5"}
	try(t, []trial{
		{"queue_down", at(3, "r2", "r3").raft("quorum", three...), "r2 r3", "1 of 3 members are online; r2 and r3: offline."},
		{"queue_down", at(3, "r1", "r2").raft("stream", "r3"), "", "1 of 3 nodes run, and the coordinator of streams needs 2."},
		{"queue_down", at(3, "r1").raft("stream", "r1"), "r1", "0 of 1 members are online; r1: offline."},
		{"queue_down", at(3, "r1").raft("quorum", "r1", "r2"), "r1", "1 of 2 members are online; r1: offline."},
		// The broker's list may lag behind the loss of a node.
		{"queue_down", at(3, "r2", "r3").queue(Queue{Type: "quorum", Members: three, Online: three}), "r2 r3",
			"1 of 3 members are online; r2 and r3: offline."},
		// Before 4.0 the broker names no members of a stream without a majority.
		{"queue_down", at(3).queue(Queue{Type: "stream", State: "down"}), "", "It is down."},
		{"-queue_down", at(3, "r3").raft("quorum", three...), "", ""},
		{"single_replica", at(3).raft("stream", "r2"), "r2", "Its only replica is on r2."},
		{"-single_replica", at(3).raft("stream", "r2", "r3"), "", ""},
		{"-single_replica", at(3).raft("quorum", "r2"), "", ""},
		{"too_few_members", at(3).raft("quorum", "r2"), "r2", "Its only member is on r2."},
		{"too_few_members", at(3).raft("quorum", "r2", "r1"), "r1 r2", "Its two members are on r1 and r2; it needs both."},
		{"too_few_members", at(3).raft("stream", "r2", "r1"), "r1 r2", "Its two members are on r1 and r2; it needs both."},
		{"-too_few_members", at(5).raft("quorum", three...), "", ""},
		{"-too_few_members", at(3).raft("stream", "r2"), "", ""},
		{"no_spare_member", at(3, "r3").raft("quorum", three...), "r1 r2", "2 of 3 members are online, just a majority; r3: offline."},
		{"no_spare_member", at(5, "r4", "r5").raft("stream", five...), "r1 r2 r3", "3 of 5 members are online, just a majority; r4 and r5: offline."},
		// All nodes run, and one of them does not run its member.
		{"no_spare_member", at(3).queue(Queue{Type: "quorum", Members: three, Online: []string{"r3", "r1"}}), "r1 r3",
			"2 of 3 members are online, just a majority; r2: offline."},
		{"-no_spare_member", at(5, "r5").raft("quorum", five...), "", ""},
		{"-no_spare_member", at(3, "r2", "r3").raft("quorum", three...), "", ""},
		{"no_spare_coordinator", at(3, "r3").raft("stream", "r1"), "r1 r2", "2 of 3 nodes run, and the coordinator of streams needs as many."},
		{"no_spare_coordinator", at(2).raft("stream", "r1"), "r1 r2", "2 of 2 nodes run, and the coordinator of streams needs as many."},
		{"-no_spare_coordinator", at(3).raft("stream", "r1"), "", ""},
		{"-no_spare_coordinator", at(1).raft("stream", "r1"), "", ""},
		{"-no_spare_coordinator", at(3, "r2", "r3").raft("stream", "r1"), "", ""},
		{"-no_spare_coordinator", at(3, "r3").raft("quorum", three...), "", ""},
		{"members_offline", at(5, "r5").raft("quorum", five...), "r5", "4 of 5 members are online; r5: offline."},
		{"-members_offline", at(5, "r5").raft("quorum", three...), "", ""},
		{"-members_offline", at(5, "r5", "r4").raft("quorum", five...), "", ""},
		{"lost_member", at(3).raft("quorum", "r1", "r2", "r9"), "r9", "It counts a member on r9, not in the cluster."},
		{"no_spare_member", at(3).raft("quorum", "r1", "r2", "r9"), "r1 r2", "2 of 3 members are online, just a majority; r9: offline."},
		{"-lost_member", at(3, "r3").raft("quorum", three...), "", ""},
		{"even_members", at(5).raft("quorum", "r1", "r2", "r3", "r4"), "r1 r2 r3 r4", "It has 4 members."},
		{"-even_members", at(5).raft("quorum", three...), "", ""},
		{"-even_members", at(5).raft("quorum", "r1", "r2"), "", ""},
		{"not_measured", at(3).queue(Queue{Type: "stream", Leader: "r1"}), "", "The broker does not tell its members."},
		{"-not_measured", at(3).raft("stream", three...), "", ""},
		// Before 4.0 the broker names but the node of a stream that has not been measured (3.10: a single replica on a node that is down).
		{"queue_down", at(3, "r1").queue(Queue{Type: "stream", Leader: "r1"}), "r1", "Its node r1 does not run."},
		{"-not_measured", at(3, "r1").queue(Queue{Type: "stream", Leader: "r1"}), "", ""},
		// The broker's word counts for every type, whatever else it tells.
		{"queue_down", at(3).queue(Queue{Type: "quorum", Members: three, Online: three, State: "minority"}), "", "It is minority; 3 of 3 members are online."},
		{"queue_down", at(3, "r2").queue(Queue{Type: "stream", Members: three, Online: three, State: "down"}), "r2", "It is down; 2 of 3 members are online."},
		{"queue_down", at(3).queue(Queue{Type: "quorum", Members: []string{"r1"}, Leader: "r1", Online: []string{"r1"}, State: "crashed"}), "r1",
			"It is crashed; its node is r1."},
		{"queue_down", at(3).queue(Queue{Type: "delayed", Leader: "r1", State: "down"}), "r1", "It is down; its node is r1."},
		{"queue_down", at(3, "r1").queue(Queue{Type: "delayed", Leader: "r1"}), "r1", "Its node r1 does not run."},
		// A node in maintenance has stopped its members of quorum queues, whatever the broker counts, and none of streams.
		{"no_spare_member", drained(at(3), "r3").raft("quorum", three...), "r1 r2", "2 of 3 members are online, just a majority; r3: offline."},
		{"-no_spare_member", drained(at(3), "r3").raft("stream", three...), "", ""},
		{"members_offline", drained(at(5), "r3").raft("quorum", five...), "r3", "4 of 5 members are online; r3: offline."},
		{"queue_down", drained(at(3, "r1"), "r3").raft("quorum", three...), "r1 r3", "1 of 3 members are online; r1 and r3: offline."},
		{"unknown_type", at(3).queue(Queue{Type: "delayed", Leader: "r1"}), "", `It is of type "delayed".`},
		{"-unknown_type", at(3).raft("stream", three...), "", ""},
	})
}

// For any number of members, and any of them offline: the nodes that an error names are those that the queue cannot do
// without, and there is none where it can do without each.
func TestRaftNamesTheNodesThatItNeeds(t *testing.T) {
	all := []string{"r1", "r2", "r3", "r4", "r5", "r6", "r7"}
	works := func(members, online []string) bool { return 2*len(both(members, online)) > len(members) }
	for n := 1; n <= len(all); n++ {
		for mask := range 1 << len(all) {
			var down, needed []string
			for i, node := range all {
				if mask&(1<<i) != 0 {
					down = append(down, node)
				}
			}
			members, online := all[:n], without(all, down...)
			for _, lost := range online {
				if !works(members, without(online, lost)) {
					needed = append(needed, lost)
				}
			}
			var named []string
			code := Code("")
			for _, f := range healthy(t, "3.10.8", len(all)).down(down...).raft("quorum", members...).audit().Findings {
				if f.Kind == OfQueue && f.Severity == Error {
					named, code = f.Nodes, f.Code
				}
			}
			if !works(members, online) {
				if code != "queue_down" {
					t.Fatalf("members %q, down %q: it is not said to be down, but %q", members, down, code)
				}
				continue
			}
			if !slices.Equal(named, needed) {
				t.Fatalf("members %q, down %q: it needs %q, and %s names %q", members, down, needed, code, named)
			}
		}
	}
}
