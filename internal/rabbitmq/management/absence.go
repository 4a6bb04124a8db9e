package management

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// When "not found" counts. Taken at its word it drops an object from Terraform's state, or makes Terraform create one that
// exists. Each row is one reason not to; they are tried from top to bottom.
//
//	what may be wrong                                    asked by                            error where it does not count
//	a node behind an address lags behind our change      doubtedUntil (own_changes.go)       none: the broker is asked again
//	the only node has no metadata yet                    verifyMetadata                      ErrEmptyView
//	the user cannot see into the virtual host            verifyVisible (visibility.go)       ErrHidden
//	one of several nodes does not know it yet            confirmAbsence: a second one        ErrUnconfirmed, or the object
//	a classic queue's node is down, before 4.0           queueInList, unlessDown             the queue as listed, or ErrQueueDown
//	the same, for a binding to such a queue              unlessEndDown                       ErrQueueDown
//
// The first three hold for every request; the fourth where an object's absence drops it from the state, or makes its deletion
// needless. A look-up before a creation takes one node's word: see IsAbsent.

var (
	// ErrEmptyView is "not found", by a node that has no metadata at all and was the only one to be asked.
	ErrEmptyView = errors.New("not found by a node that does not know its cluster's id either")
	// ErrHidden is "not found", of something in a virtual host that does not exist or in which the user has no permissions.
	ErrHidden = errors.New("not found, or not to be seen by this user")
	// ErrUnconfirmed: one node says that an object does not exist, and no second node could be asked.
	ErrUnconfirmed = errors.New("absence not confirmed by a second node")
)

// IgnoreNotFound turns ErrNotFound into success, for deletions: what is gone already is what was wanted.
func IgnoreNotFound(err error) error {
	if errors.Is(err, httpapi.ErrNotFound) {
		return nil
	}
	return err
}

// IsAbsent reports of a look-up before a creation that nothing is in the way. One node's word is enough for that: creating has
// to be possible while a node is down, and the node that takes the change is the one that was asked.
func IsAbsent(err error) bool {
	return errors.Is(err, httpapi.ErrNotFound) || errors.Is(err, ErrUnconfirmed)
}

// saysAbsent reports whether an error says, on whatever grounds, that there is no such object.
func saysAbsent(err error) bool {
	return IsAbsent(err) || errors.Is(err, ErrHidden) || errors.Is(err, ErrEmptyView)
}

// verifyNotFound returns the error of a request as it is, or ErrEmptyView or ErrHidden in place of a "not found" that does not
// count. Neither wraps it: it must not count as ErrNotFound.
func (c *Client) verifyNotFound(ctx context.Context, path string, err error) error {
	return c.verifyVisible(ctx, path, c.verifyMetadata(ctx, err))
}

// A node that is recovering can answer before it has its metadata: lists are empty, and nothing is found. Another node puts
// that right where there is one (confirmAbsence). Behind a single endpoint the word of such a node would make Terraform create
// everything again. What gives it away is that it does not know the cluster's id either, which every broker has from its first
// boot on (rabbit_nodes:seed_internal_cluster_id, 3.8 and newer).

var clusterIDPath = apiPath("global-parameters", "internal_cluster_id")

// verifyMetadata is the row of ErrEmptyView. A user who may not read the cluster's id (it takes the tag "policymaker") has to
// take the node's word.
func (c *Client) verifyMetadata(ctx context.Context, err error) error {
	if c.manyEndpoints() || !errors.Is(err, httpapi.ErrNotFound) || c.visible.has(clusterID) {
		return err
	}
	var ignored struct{}
	switch asking := c.ask(ctx, clusterIDPath, &ignored); {
	case asking == nil:
		c.visible.note(clusterID)
	case errors.Is(asking, httpapi.ErrNotFound) && c.ask(ctx, apiPath("whoami"), &ignored) == nil:
		return fmt.Errorf("%w: %s", ErrEmptyView, err.Error())
	}
	return err
}

// ask reads what decides whether "not found" counts. It asks the endpoints once, whatever they answer.
func (c *Client) ask(ctx context.Context, path string, value any) error {
	_, err := c.api.AnyEndpoint(ctx, httpapi.Request{
		Method: http.MethodGet, Path: path, Decode: func(body io.Reader) error { return httpapi.Decode(body, value) },
	})
	return err
}

// confirmAbsence asks the other endpoints in the order of their health until one answers.
func (c *Client) confirmAbsence(ctx context.Context, r httpapi.Request, missing *httpapi.Error) (*httpapi.Response, error) {
	if got, answered, err := c.api.OtherEndpoint(ctx, missing.Endpoint, r); answered {
		return got, c.verifyNotFound(ctx, r.Path, err)
	}
	// Not wrapped: what is not confirmed must not count as ErrNotFound.
	return nil, fmt.Errorf("%w: %s", ErrUnconfirmed, missing.Error())
}

// confirmIfMissing is confirmAbsence where a request was answered with "not found" and there is a second endpoint; else it
// returns the error as it is.
func (c *Client) confirmIfMissing(ctx context.Context, r httpapi.Request, err error) (got *httpapi.Response, asked bool, _ error) {
	var missing *httpapi.Error
	if !errors.As(err, &missing) || !errors.Is(err, httpapi.ErrNotFound) || !c.manyEndpoints() {
		return nil, false, err
	}
	got, err = c.confirmAbsence(ctx, r, missing)
	return got, true, err
}

// confirmGone returns ErrNotFound where an object is gone whose deletion was lost.
func (c *Client) confirmGone(ctx context.Context, missing *httpapi.Error) error {
	if !c.manyEndpoints() {
		return c.verifyNotFound(ctx, missing.Path, missing)
	}
	var there json.RawMessage
	_, err := c.confirmAbsence(ctx, httpapi.Reading(missing.Path, &there), missing)
	return err
}
