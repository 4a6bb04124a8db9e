package clientsettings

import (
	"maps"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
)

// broken are the patterns that no broker reads, by the name of the policy.
func broken(patterns map[string]string) map[string]error {
	found := map[string]error{}
	for name, pattern := range patterns {
		if err := topology.CheckPattern(pattern); err != nil {
			found[name] = err
		}
	}
	return found
}

// policies finds out which queues of Celery's delayed delivery each pattern matches.
func policies(patterns map[string]string) []clientsettings.Policy {
	var all []clientsettings.Policy
	for _, name := range slices.Sorted(maps.Keys(patterns)) {
		p := clientsettings.Policy{Name: name, Pattern: patterns[name]}
		if err := match(&p); err != nil {
			p.Unjudged = err.Error()
		}
		all = append(all, p)
	}
	return all
}

func match(p *clientsettings.Policy) error {
	pattern, err := topology.NewPattern(p.Pattern)
	if err != nil {
		return err
	}
	for _, queue := range clientsettings.DelayedQueues() {
		matches, err := pattern.Matches(queue)
		if err != nil {
			return err
		}
		if matches {
			p.Matches = append(p.Matches, queue)
		}
	}
	return nil
}
