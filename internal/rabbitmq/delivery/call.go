package delivery

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Error says what could not be done, and where.
type Error struct {
	Doing, Address string
	Err            error
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("%s at %s: %v", e.Doing, e.Address, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrRefused says that the user is known and lacks a permission, or has none in the virtual host.
var ErrRefused = errors.New("access refused")

// Is finds the broker's words for ErrRefused: "access to queue 'q' in vhost 'v' refused for user 'u'". A virtual host that has
// stopped on the node is refused with the same words, and another code: 541, "vhost 'v' is down".
func (e *Error) Is(target error) bool {
	var answer *amqp.Error
	return target == ErrRefused && errors.As(e.Err, &answer) && answer.Code != amqp.InternalError && strings.Contains(answer.Reason, "refused for user")
}

// ErrTimeout says that a call was not answered within the patience of the request.
var ErrTimeout = errors.New("no answer in time")

// cause prefers what ended the context to what the library made of it.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// do makes a call within the patience. The library's calls know no context: when it ends, the connection is cut, and the call
// ends with it.
func (r Request) do(ctx context.Context, s *session, doing string, call func() error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, r.Patience, ErrTimeout)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = s.wire.Close() })
	defer stop()
	err := call()
	if err == nil {
		return nil
	}
	return &Error{doing, s.address, s.orBlocked(cause(ctx, s.why(ctx, err)))}
}

// orBlocked adds to an error that the broker blocks the connection, which is why it does not answer.
func (s *session) orBlocked(err error) error {
	if reason := s.blocked.Load(); reason != nil {
		return fmt.Errorf("%w: the broker has blocked the connection (connection.blocked: %q), as it does with all that publish while a node "+
			"has a resource alarm", err, *reason)
	}
	return err
}

// late is how long the reason why a channel was closed may come after the fact.
const late = time.Second

// why is the broker's reason for closing the channel, where the library only says that it is closed.
func (s *session) why(ctx context.Context, err error) error {
	if !errors.Is(err, amqp.ErrClosed) {
		return err
	}
	select {
	case reason := <-s.ended:
		if reason != nil {
			return reason
		}
	case <-ctx.Done():
	case <-time.After(late):
	}
	return err
}
