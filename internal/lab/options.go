package lab

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"time"
)

// DefaultSeries is the RabbitMQ series of a lab that asks for none.
const DefaultSeries = "3.10"

// DefaultTTL is how long a lab that nobody owns is left alive.
const DefaultTTL = 6 * time.Hour

const maxNodes = 9

// Options say what lab is wanted. The zero value is three joined nodes of [DefaultSeries].
type Options struct {
	Name     string        // folder and node names derive from it; default random
	Nodes    int           // default 3
	RabbitMQ string        // series: "3.8", "3.10" (default), "4.0", "4.3"
	Separate bool          // true: the nodes are not joined
	Network  bool          // a network namespace per node: Cut and Heal work
	Plugins  []string      // in addition to rabbitmq_management
	Config   string        // more lines of rabbitmq.conf
	Cookie   string        // the Erlang cookie; default one of its own, and two labs that share one get mixed up easily
	TLS      bool          // the nodes talk to each other over TLS, with certificates that both sides show
	TTL      time.Duration // after it the lab ends by itself; default DefaultTTL
}

// ErrUnavailable says that something cannot be had on this machine: a RabbitMQ series, because there is no
// package, mirror or tool for it, a network namespace, because it is not allowed, or HAProxy. Tests skip with
// it; they never pass silently.
type ErrUnavailable struct {
	Series string // empty when it is not about RabbitMQ
	Reason string
}

func (e *ErrUnavailable) Error() string {
	if e.Series == "" {
		return e.Reason
	}
	return fmt.Sprintf("RabbitMQ %s cannot be had on this machine: %s", e.Series, e.Reason)
}

// Names end up in node names, and in paths of unix sockets, which may not exceed 107 bytes.
var nameForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,22}[a-z0-9])?$`)

func (o Options) withDefaults() (Options, error) {
	if o.Name == "" {
		o.Name = "lab-" + randomText(6)
	}
	if o.Nodes == 0 {
		o.Nodes = 3
	}
	if o.RabbitMQ == "" {
		o.RabbitMQ = DefaultSeries
	}
	if o.TTL <= 0 {
		o.TTL = DefaultTTL
	}
	switch {
	case !nameForm.MatchString(o.Name):
		return o, fmt.Errorf("lab name %q: use 1 to 24 lower-case letters, digits and inner hyphens", o.Name)
	case o.Nodes < 1 || o.Nodes > maxNodes:
		return o, fmt.Errorf("lab %s: %d nodes asked for, 1 to %d are possible", o.Name, o.Nodes, maxNodes)
	case suites[o.RabbitMQ] == nil:
		return o, fmt.Errorf("lab %s: RabbitMQ series %q is not known, choose one of %v", o.Name, o.RabbitMQ, Series())
	}
	return o, nil
}

func randomText(n int) string {
	const letters = "abcdefghijkmnpqrstuvwxyz23456789"
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[rand.IntN(len(letters))]
	}
	return string(b)
}
