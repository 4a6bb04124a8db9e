package management

import (
	"context"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// readingBack is the key of contexts in which this client reads what it has just written.
type readingBack struct{}

func isReadingBack(ctx context.Context) bool { return ctx.Value(readingBack{}) != nil }

// ReadBack calls read, which reads an object that this client has just written, until that is as it was written, or every node
// must have heard of it: then the broker stores something else, or somebody else has changed it. Reads with the context that read
// is given wait for no news of the change, and ask for the object alone: a list would be read again after each write.
func (c *Client) ReadBack(ctx context.Context, read func(context.Context) (asWritten bool, err error)) error {
	until := c.api.ChangedUntil()
	inner := context.WithValue(ctx, readingBack{}, true)
	for round := 0; ; round++ {
		asWritten, err := read(inner)
		if err != nil || asWritten || !time.Now().Before(until) || !httpapi.SleepForNews(ctx, round) {
			return err
		}
	}
}
