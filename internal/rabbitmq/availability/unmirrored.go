package availability

import "fmt"

// unmirrored says why a classic queue has one copy.
func (a *audit) unmirrored(q Queue) (code Code, why string) {
	if !q.Durable {
		return "transient_queue", ", and it is not durable"
	}
	if !a.cluster.Broker.ClassicMirroring {
		return "not_replicated", ""
	}
	code, why = a.policyOf(q)
	if _, asks := q.Arguments["x-ha-policy"]; asks {
		why += "; its argument x-ha-policy does nothing"
	}
	return code, why
}

// policyOf says what the policies have to do with it.
func (a *audit) policyOf(q Queue) (code Code, why string) {
	q, doubt := a.governed(q)
	if doubt != "" {
		return "not_replicated", "; only the broker can say which policy applies, and it has not yet: " + doubt
	}
	mode, mirrors := q.Definition["ha-mode"]
	switch name := policyName(q); {
	case mirrors && mode == "exactly" && fmt.Sprint(q.Definition["ha-params"]) == "1":
		return "not_replicated", fmt.Sprintf("; policy %s asks for one copy", name)
	case mirrors:
		return "not_replicated", fmt.Sprintf("; policy %s asks for mirrors, but none runs", name)
	case name == "":
		return "no_policy", "; no policy applies to it" + a.mirrorsAlone(q)
	default:
		return "not_replicated", fmt.Sprintf("; policy %s applies, without ha-mode%s", name, a.mirrorsAlone(q))
	}
}

// policyName is what holds for a queue, in words; empty if nothing does.
func policyName(q Queue) string {
	switch {
	case q.Policy != "" && q.OperatorPolicy != "":
		return fmt.Sprintf("%q with operator policy %q", q.Policy, q.OperatorPolicy)
	case q.Policy != "":
		return fmt.Sprintf("%q", q.Policy)
	case q.OperatorPolicy != "":
		return fmt.Sprintf("%q of operators", q.OperatorPolicy)
	}
	return ""
}
