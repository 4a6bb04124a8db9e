package availability

import "slices"

// stopped are the states of a queue that does not work.
var stopped = []string{"down", "crashed", "stopped"}

// classic judges a classic queue, mirrored or not.
func (a *audit) classic(q Queue) {
	leader := []string{q.Leader}
	switch {
	case q.Leader == "":
		a.find("not_measured", OfQueue, q.Name, nil, "The broker does not tell its node yet.")
		return
	case slices.Contains(stopped, q.State):
		a.find("queue_down", OfQueue, q.Name, leader, "It is %s; its node is %s.", q.State, q.Leader)
		return
	case !slices.Contains(a.running, q.Leader):
		a.find("queue_down", OfQueue, q.Name, leader, "Its node %s does not run.", q.Leader)
		return
	}
	mirrors := without(both(q.Members, a.running), q.Leader)
	if len(mirrors) > 0 {
		a.mirrored(q, mirrors)
		return
	}
	code, why := a.unmirrored(q)
	a.find(code, OfQueue, q.Name, leader, "Its only copy is on %s%s.", q.Leader, why)
}
