package failover

import (
	"context"
	"net/url"
	"slices"
)

// deadLetterQueues are the queues that get the dead letters of a queue. Messages are known by what is in them, so that a queue
// too many does no harm: routing keys are not looked at.
func (s *Environment) deadLetterQueues(ctx context.Context, queue string) ([]string, error) {
	var settings deadLetterSettings
	if err := s.get(ctx, "/api/queues/"+vhost+"/"+queue, &settings); err != nil {
		return nil, err
	}
	exchange, key, ok := settings.target(queue)
	switch {
	case !ok:
		return nil, nil
	case exchange == "":
		return []string{key}, nil
	}
	var bindings []struct {
		Destination string
		Type        string `json:"destination_type"`
	}
	if err := s.get(ctx, "/api/exchanges/"+vhost+"/"+url.PathEscape(exchange)+"/bindings/source", &bindings); err != nil {
		return nil, err
	}
	var queues []string
	for _, binding := range bindings {
		if binding.Type == "queue" && !slices.Contains(queues, binding.Destination) {
			queues = append(queues, binding.Destination)
		}
	}
	return queues, nil
}

// deadLetterSettings is where a queue says what becomes of its dead letters. An argument counts more than a policy. Some
// releases write [] for an object without members.
type deadLetterSettings struct {
	Arguments any
	Policy    any `json:"effective_policy_definition"`
}

// target is the exchange of a queue's dead letters, and their routing key: by default that of the message, which in this suite
// is the queue's name.
func (d deadLetterSettings) target(queue string) (exchange, key string, ok bool) {
	arguments, _ := d.Arguments.(map[string]any)
	policy, _ := d.Policy.(map[string]any)
	setting := func(name string) (string, bool) {
		if text, ok := arguments["x-"+name].(string); ok {
			return text, true
		}
		text, ok := policy[name].(string)
		return text, ok
	}
	exchange, ok = setting("dead-letter-exchange")
	key = queue
	if text, has := setting("dead-letter-routing-key"); has {
		key = text
	}
	return exchange, key, ok
}
