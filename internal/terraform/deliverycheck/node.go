package deliverycheck

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// nodeOf looks up on which node a queue is. The messages may be another user's than the provider's: where that one is not
// shown the virtual host, or not let in, the node stays unknown, and the messages count all the same.
func nodeOf(client *management.Client, vhost string) func(ctx context.Context, queue string) (string, error) {
	return func(ctx context.Context, queue string) (string, error) {
		status, err := client.QueueStatus(ctx, vhost, queue)
		switch {
		case errors.Is(err, httpapi.ErrUnauthorized), errors.Is(err, httpapi.ErrAccessRefused), errors.Is(err, management.ErrHidden):
			tflog.Warn(ctx, "which node was reached is not known", map[string]any{"reason": err.Error()})
			return "", nil
		case err != nil:
			return "", err
		}
		leader, isKnown := status.Leader.Get()
		if !isKnown {
			return "", nil
		}
		return leader, nil
	}
}
