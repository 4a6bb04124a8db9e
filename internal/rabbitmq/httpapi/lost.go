package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// Evidence is how to find out that a PUT was carried out although its answer was lost.
type Evidence struct {
	// Object judges the object as it is read at its own address.
	Object func(found json.RawMessage) bool
	// List is the path of a list, and Listed judges it, for an object that is not found at its own address.
	List   string
	Listed func(found json.RawMessage) bool
	// OnlyIfComplete: it counts only where the cluster had all its nodes before (see Hooks.BeforeWrite), since the object may be
	// somebody else's otherwise.
	OnlyIfComplete bool
}

// hasEvidence reports whether what is found may show that the change was made.
func (c *call) hasEvidence() bool {
	evidence := c.request.Evidence
	return evidence != nil && (c.complete || !evidence.OnlyIfComplete)
}

// lookUp comes before a PUT or DELETE is sent again whose answer was lost. Any answer will do: it shows that the
// endpoint is back, before a change is asked of it that can take a minute. A DELETE whose object is gone is done, and so is
// a PUT for which there is evidence.
func (c *call) lookUp(ctx context.Context, n int) (done bool, err error) {
	path, _, _ := strings.Cut(c.request.Path, "?")
	var there json.RawMessage
	_, _, err = c.client.OneEndpoint(ctx, n, Reading(path, &there))
	if c.client.Faulty(err) {
		return false, err
	}
	if err == nil && c.hasEvidence() {
		return c.request.Evidence.Object(there), nil
	}
	var missing *Error
	if c.request.Method != http.MethodDelete || !errors.As(err, &missing) || !errors.Is(err, ErrNotFound) {
		return false, nil
	}
	// Where that is not confirmed, or another node knows the object, the broker has to answer the DELETE itself.
	return errors.Is(c.client.hooks.ConfirmNotFound(ctx, missing), ErrNotFound), nil
}

// listed looks, after an object was not found that was to be declared again, whether it is in the list.
func (c *call) listed(ctx context.Context, n int, err error) bool {
	if !errors.Is(err, ErrNotFound) || !c.hasEvidence() {
		return false
	}
	var there json.RawMessage
	_, _, err = c.client.OneEndpoint(ctx, n, Reading(c.request.Evidence.List, &there))
	return err == nil && c.request.Evidence.Listed(there)
}
