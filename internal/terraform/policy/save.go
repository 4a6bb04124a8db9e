package policy

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// Save is how a policy gets to the broker: Create or Update.
type Save func(context.Context, *management.Client, management.PolicyKind, management.Policy) error

// Create puts a policy that is not to replace another, or returns management.ErrExists. To the broker a policy that exists
// is no obstacle: it would take the new one in its place, and what somebody else had set on their queues would be gone.
func Create(ctx context.Context, client *management.Client, kind management.PolicyKind, wanted management.Policy) error {
	_, err := client.Policy(ctx, kind, wanted.Vhost, wanted.Name)
	switch {
	case management.IsAbsent(err):
		return client.PutPolicy(ctx, kind, wanted)
	case err != nil:
		return err
	}
	return management.ErrExists
}

// Update puts a policy, whether there is one of its name or not. A PUT replaces the whole policy.
func Update(ctx context.Context, client *management.Client, kind management.PolicyKind, wanted management.Policy) error {
	return client.PutPolicy(ctx, kind, wanted)
}

// Creation is Create, or Update where what exists may be taken over.
func Creation(adopts bool) Save {
	if adopts {
		return Update
	}
	return Create
}
