package management

import (
	"errors"
	"fmt"
	"strings"
)

// ErrOtherName is that the broker would act on an object of another name than it is asked to.
var ErrOtherName = errors.New("RabbitMQ drops CR and LF from names of queues and exchanges")

// checkName guards deletions: the plan refuses such names, but states may have them, and definitions that are imported at the
// broker make such queues.
func checkName(name string) error {
	if strings.ContainsAny(name, "\r\n") {
		return fmt.Errorf("%w: asked to delete %q it would delete the object of the name that is left. Nothing was deleted; take the "+
			"object out of the state", ErrOtherName, name)
	}
	return nil
}
