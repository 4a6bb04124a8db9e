package management

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// ErrExists is that an object of that name exists already, and was left unchanged.
var ErrExists = errors.New("it exists already")

// create declares what nobody is to have made before: ErrExists where an equal object exists.
func (c *Client) create(ctx context.Context, path string, object any, evidence *httpapi.Evidence) error {
	found, err := c.declare(ctx, path, object, evidence)
	if err == nil && found {
		return ErrExists
	}
	return err
}

// declare puts a queue or an exchange, and reports whether an equal one existed. The broker leaves that as it is, and says so
// by its status: 201 Created for a new one, 204 No Content else (3.8 to 4.3, for queues of all types and exchanges alike).
//
// A node that has not heard yet that this client has removed the old object finds that equal, and makes none. So what was
// removed just before is declared until it is new, or every node must have heard of the removal.
func (c *Client) declare(ctx context.Context, path string, object any, evidence *httpapi.Evidence) (found bool, err error) {
	removed := c.removedUntil(path)
	for round := 0; ; round++ {
		got, err := c.answerToPut(ctx, path, object, evidence)
		switch {
		case err != nil:
			return false, err
		case got.Status != http.StatusNoContent, got.Again:
			return false, nil
		case removed.IsZero():
			return true, nil
		case !time.Now().Before(removed), !httpapi.SleepForNews(ctx, round):
			// It was made after the removal, by one of these.
			return false, nil
		}
	}
}
