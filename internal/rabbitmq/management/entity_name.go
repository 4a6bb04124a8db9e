package management

import (
	"errors"
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// ErrOtherName is that the broker would act on an object of another name than it is asked to.
var ErrOtherName = errors.New("RabbitMQ drops CR and LF from names of queues and exchanges")

// checkName guards deletions: the plan refuses such names, but states may have them, and definitions that are imported at the
// broker make such queues.
func checkName(name string) error {
	if other := topology.WithoutLineBreaks(name); other != name {
		return fmt.Errorf("%w: asked to delete %q it would delete %q. Nothing was deleted; take the object out of the state", ErrOtherName, name, other)
	}
	return nil
}
