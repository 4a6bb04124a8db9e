package availability

// mirrored judges a classic queue with mirrors (before 4.0) on these nodes. When the leader is lost, one of them takes over,
// synchronised or not, unless the policy says otherwise.
func (a *audit) mirrored(q Queue, mirrors []string) {
	a.leaders[q.Leader]++
	q, _ = a.governed(q)
	if !q.Durable {
		a.find("not_durable", OfQueue, q.Name, append(mirrors, q.Leader), "It is mirrored, but not durable.")
	}
	behind := without(mirrors, q.Synchronised...)
	switch {
	case len(behind) == len(mirrors) && q.Definition["ha-promote-on-failure"] == "when-synced":
		a.find("not_synchronised", OfQueue, q.Name, []string{q.Leader},
			"No mirror is synchronised: without its leader on %s it stops.", q.Leader)
	case len(behind) == len(mirrors):
		a.find("not_synchronised", OfQueue, q.Name, []string{q.Leader},
			"No mirror is synchronised: messages are lost with its leader on %s, and it stops if that is shut down.", q.Leader)
	case len(behind) > 0:
		a.find("mirrors_behind", OfQueue, q.Name, behind, "Not synchronised: %s.", list(behind))
	}
	a.mirrorPolicy(q)
}

// mirrorPolicy judges the policy that mirrors a queue, once for all queues that it holds for.
func (a *audit) mirrorPolicy(q Queue) {
	key := [3]string{q.Vhost, q.Policy, q.OperatorPolicy}
	if q.Definition["ha-mode"] == nil || a.mirroring[key] {
		return
	}
	a.mirroring[key] = true
	name := Name{q.Vhost, q.Policy}
	if name.Name == "" {
		name.Name = q.OperatorPolicy
	}
	if q.Definition["ha-sync-mode"] != "automatic" {
		a.find("manual_synchronisation", OfPolicy, name, nil, "Its mirrors are synchronised only by hand.")
	}
	if q.Definition["ha-promote-on-shutdown"] == "always" {
		a.find("promote_on_shutdown", OfPolicy, name, nil, "A mirror that lacks messages takes over when the leader is shut down.")
	}
	if q.Definition["ha-promote-on-failure"] == "when-synced" {
		a.find("promote_on_failure", OfPolicy, name, nil, "Without a synchronised mirror a queue stops when its leader fails.")
	}
}
