package management

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// lookUp comes before a PUT or DELETE is sent again whose answer was lost. Any answer will do: it shows that the
// endpoint is back, before a change is asked of it that can take a minute. A DELETE whose object is gone is done.
func (c *call) lookUp(ctx context.Context, n int) (gone bool, err error) {
	path, _, _ := strings.Cut(c.path, "?")
	var there json.RawMessage
	look := reading(path, &there)
	_, _, err = c.sendTo(ctx, n, look)
	if c.faulty(err) {
		return false, err
	}
	var missing *Error
	if c.method != http.MethodDelete || !errors.As(err, &missing) || !errors.Is(err, ErrNotFound) {
		return false, nil
	}
	// Where the second node cannot be asked, or knows the object, the broker has to answer the DELETE itself.
	if len(c.endpoints) > 1 {
		_, err = c.confirmAbsence(ctx, look, missing)
	} else {
		err = c.believed(ctx, path, err)
	}
	return errors.Is(err, ErrNotFound), nil
}
