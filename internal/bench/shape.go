package bench

import (
	"fmt"
	"slices"
)

// Kind says what queues are declared.
type Kind string

// The kinds of queues. Mirrored queues are classic ones under a policy with ha-mode "all"; RabbitMQ 4.0 has none.
const (
	Classic  Kind = "classic"
	Mirrored Kind = "mirrored"
	Quorum   Kind = "quorum"
)

// ParseKind reads the name of a kind.
func ParseKind(text string) (Kind, error) {
	kinds := []Kind{Classic, Mirrored, Quorum}
	if !slices.Contains(kinds, Kind(text)) {
		return "", fmt.Errorf("%q is no kind of queues: choose of %v", text, kinds)
	}
	return Kind(text), nil
}

// QueueType is what the broker calls the kind.
func (k Kind) QueueType() string {
	if k == Mirrored {
		return string(Classic)
	}
	return string(k)
}

// Policies is how many policies are declared: one for all queues, the others for one exchange each.
const Policies = 4

// Shape is what is declared in one virtual host.
type Shape struct {
	Kind   Kind
	Queues int // 10 or more; each has one binding
}

// Exchanges is how many exchanges are declared.
func (s Shape) Exchanges() int { return s.Queues / queuesPerExchange }

const queuesPerExchange = 10

// Objects is how many resources Terraform manages: the virtual host, policies, exchanges, queues and bindings.
func (s Shape) Objects() int { return 1 + Policies + s.Exchanges() + 2*s.Queues }

// String names the shape in a report.
func (s Shape) String() string { return fmt.Sprintf("%d %s queues", s.Queues, s.Kind) }

// The names of objects.
func queueName(i int) string    { return fmt.Sprintf("queue-%05d", i) }
func exchangeName(i int) string { return fmt.Sprintf("exchange-%05d", i) }
func routingKey(i int) string   { return fmt.Sprintf("key-%05d", i) }

// The last policy sends what its exchange cannot route to one or the other; the benchmark's one change is between them.
const (
	alternateBefore = "exchange-00001"
	alternateAfter  = "exchange-00002"
)
