package availability

import (
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// policies are those of a virtual host, read once for all its queues.
func (a *audit) policies(vhost string) topology.Policies {
	read, known := a.read[vhost]
	if !known {
		read = topology.ReadPolicies(a.cluster.Policies[vhost])
		a.read[vhost] = read
	}
	return read
}

// governed says which policies hold for a queue, and what they come to. What the broker tells of that with the queue is some
// seconds old, so that it counts only where just the broker can know: where it has to judge a pattern, or to choose among
// policies of one priority. Where it has not told, doubt says which pattern.
func (a *audit) governed(q Queue) (governed Queue, doubt string) {
	effect, err := a.policies(q.Vhost).EffectOf(topology.Target{Name: q.Name.Name, Type: q.Type}, a.cluster.Broker.Version)
	if err != nil {
		doubt = err.Error()
	}
	switch told := q.Definition != nil; {
	case told && (doubt != "" || len(effect.Tied) > 0):
		return q, ""
	case doubt != "":
		return q, doubt
	}
	q.Policy, q.OperatorPolicy, q.Definition = "", "", effect.Definition
	if effect.User != nil {
		q.Policy = effect.User.Name
	}
	if effect.Operator != nil {
		q.OperatorPolicy = effect.Operator.Name
	}
	return q, ""
}

// mirrorsAlone says which policy would mirror a queue, and why it does not; empty if there is none, or none can be told of.
func (a *audit) mirrorsAlone(q Queue) string {
	mirroring := a.policies(q.Vhost).Only(func(policy topology.Policy) bool {
		return policy.Kind == topology.UserPolicy && policy.Definition["ha-mode"] != nil
	})
	effect, err := mirroring.EffectOf(topology.Target{Name: q.Name.Name, Type: q.Type}, a.cluster.Broker.Version)
	switch {
	case err != nil:
		return ""
	case effect.User != nil:
		return fmt.Sprintf("; %q (priority %d) would mirror it, but comes after", effect.User.Name, effect.User.Priority)
	case len(effect.Barred) > 0:
		return fmt.Sprintf("; %q would mirror it, but for its %s, not for classic queues", effect.Barred[0].Policy.Name, list(effect.Barred[0].Keys))
	}
	return ""
}
