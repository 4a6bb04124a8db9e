package availability

// classic judges a classic queue, mirrored or not.
func (a *audit) classic(q Queue) {
	if q.Leader == "" {
		a.find("not_measured", OfQueue, q.Name, nil, "The broker does not tell its node.")
		return
	}
	mirrors := without(both(q.Members, a.running), q.Leader)
	if len(mirrors) > 0 {
		a.mirrored(q, mirrors)
		return
	}
	code, why := a.unmirrored(q)
	a.find(code, OfQueue, q.Name, []string{q.Leader}, "Its only copy is on %s%s.", q.Leader, why)
}
