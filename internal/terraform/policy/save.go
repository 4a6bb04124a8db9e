package policy

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Save is how a policy gets to the broker: Create or Update.
type Save func(context.Context, *management.Client, management.PolicyKind, management.Policy) error

// Create puts a policy that is not to replace another. To the broker a policy that exists is no obstacle: it would take
// the new one in its place, and what somebody else had set on their queues would be gone. An equal one is fine, such as
// one that an earlier attempt made whose answer got lost.
func Create(ctx context.Context, client *management.Client, kind management.PolicyKind, wanted management.Policy) error {
	found, err := client.Policy(ctx, kind, wanted.Vhost, wanted.Name)
	switch {
	case errors.Is(err, management.ErrNotFound), errors.Is(err, management.ErrUnconfirmed):
		return client.PutPolicy(ctx, kind, wanted)
	case err != nil:
		return err
	case same(wanted, *found):
		return nil
	}
	return fmt.Errorf("one of that name exists and has another pattern, priority, apply_to or definition; creating it would "+
		"replace it.\n\nImport it with the id %s and change it then, delete it, or choose another name",
		tfkit.JoinID(wanted.Vhost, wanted.Name))
}

// Update puts a policy that is known to Terraform. A PUT replaces the whole policy.
func Update(ctx context.Context, client *management.Client, kind management.PolicyKind, wanted management.Policy) error {
	return client.PutPolicy(ctx, kind, wanted)
}

// same compares what is written with what was read: the types in Go differ, their JSON does not.
func same(wanted, found management.Policy) bool {
	a, errA := json.Marshal(wanted)
	b, errB := json.Marshal(found)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}
