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
	// path is what to read; carriedOut judges what was read.
	path       string
	carriedOut func(found json.RawMessage) bool
	// whole: it counts only where all nodes were running before, since the object may be somebody else's otherwise.
	whole bool
}

// lookUp comes before a PUT or DELETE is sent again whose answer was lost. Any answer will do: it shows that the
// endpoint is back, before a change is asked of it that can take a minute. A DELETE whose object is gone is done, and so is
// a PUT for which there is evidence.
func (c *call) lookUp(ctx context.Context, n int) (done bool, err error) {
	path, _, _ := strings.Cut(c.path, "?")
	convincing := c.evidence != nil && (c.whole || !c.evidence.whole)
	if convincing {
		path = c.evidence.path
	}
	var there json.RawMessage
	look := reading(path, &there)
	_, _, err = c.sendTo(ctx, n, look)
	if c.faulty(err) {
		return false, err
	}
	if convincing && err == nil {
		return c.evidence.carriedOut(there), nil
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
