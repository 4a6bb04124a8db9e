package management

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// evidence is how to find out that a PUT was carried out although its answer was lost.
type evidence struct {
	// object judges the object as it is read at its own address; the list is for one that is not found there.
	object func(found json.RawMessage) bool
	list   string
	listed func(found json.RawMessage) bool
	// whole: it counts only where all nodes were running before, since the object may be somebody else's otherwise.
	whole bool
}

func (c *call) convincing() bool {
	return c.evidence != nil && (c.whole || !c.evidence.whole)
}

// lookUp comes before a PUT or DELETE is sent again whose answer was lost. Any answer will do: it shows that the
// endpoint is back, before a change is asked of it that can take a minute. A DELETE whose object is gone is done, and so is
// a PUT for which there is evidence.
func (c *call) lookUp(ctx context.Context, n int) (done bool, err error) {
	path, _, _ := strings.Cut(c.path, "?")
	var there json.RawMessage
	look := reading(path, &there)
	_, _, err = c.tryEndpoint(ctx, n, look)
	if c.faulty(err) {
		return false, err
	}
	if err == nil && c.convincing() {
		return c.evidence.object(there), nil
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

// listed looks, after an object was not found that was to be declared again, whether it is in the list.
func (c *call) listed(ctx context.Context, n int, err error) bool {
	if !errors.Is(err, ErrNotFound) || !c.convincing() {
		return false
	}
	var there json.RawMessage
	_, _, err = c.tryEndpoint(ctx, n, reading(c.evidence.list, &there))
	return err == nil && c.evidence.listed(there)
}
