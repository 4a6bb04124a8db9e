package management

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// When "not found" counts. Otherwise it drops an object from Terraform's state, or makes Terraform create one that
// exists. Each row is one reason not to; they are tried from top to bottom.
//
//	what may be wrong                                  decided by                      outcome where it does not count
//	the only node has no metadata yet                  verifyMetadata                  ErrEmptyView
//	the user cannot see into the virtual host          verifyVisible (visibility.go)   ErrHidden
//	the node has not heard of this client's change     doubtedUntil (own_changes.go)   the request is sent again
//	one of several nodes does not know the object      confirmAbsence                  the object, or ErrUnconfirmed
//	a classic queue's node is down (before 4.0)        queueInList, unlessDown         the queue as listed, or ErrQueueDown
//	a binding leads to such a queue                    unlessEndDown                   ErrQueueDown
//
// The first three apply to every request, the fourth to reads of objects that Terraform manages and to deletions, the last two to
// queues and bindings. A look-up before a creation takes one node's word: see IsAbsent. Package httpapi decides before all of
// them that a 404 without an error of the broker's, as a proxy answers it, is no "not found".

var (
	// ErrEmptyView is "not found", by a node that has no metadata at all and was the only one to be asked.
	ErrEmptyView = errors.New("not found by a node that does not know its cluster's id either")
	// ErrHidden is "not found", of something in a virtual host that does not exist or in which the user has no permissions.
	ErrHidden = errors.New("not found, or not to be seen by this user")
	// ErrUnconfirmed is that one node says that an object does not exist, and no second node could be asked.
	ErrUnconfirmed = errors.New("absence not confirmed by a second node")
	// ErrQueueDown says that a queue exists, but the node that has it does not run, so that it can be neither read nor deleted.
	ErrQueueDown = errors.New("the node of the queue is down")
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
	switch asking := c.readOnce(ctx, clusterIDPath, &ignored); {
	case asking == nil:
		c.visible.note(clusterID)
	case errors.Is(asking, httpapi.ErrNotFound) && c.readOnce(ctx, apiPath("whoami"), &ignored) == nil:
		return fmt.Errorf("%w: %s", ErrEmptyView, err.Error())
	}
	return err
}

// readOnce reads what decides whether "not found" counts. It asks the endpoints once, whatever they answer.
func (c *Client) readOnce(ctx context.Context, path string, value any) error {
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

// queueInList reads a queue that is "not found" when it is asked for alone: to brokers before 4.0 every classic queue is
// whose node is down (rabbit_mgmt_wm_queue asks the queue's process). Lists still name it, those with statistics not always: for
// a moment after a node went they are answered with status 500 (3.10).
func (c *Client) queueInList(ctx context.Context, vhost, name string, notFound error) (queue Queue, err error) {
	listed, err := getObject[page[Queue]](ctx, c, queuesNamed(vhost, name, queueRecordColumns))
	if err != nil {
		return queue, err
	}
	if found := listed.find(func(q Queue) bool { return q.Name == name }); found != nil {
		return *found, nil
	}
	return queue, notFound
}

// unlessDown is for a queue that is "not found": an error if it is only down.
func (c *Client) unlessDown(ctx context.Context, vhost, name string, notFound error) error {
	if _, err := c.queueInList(ctx, vhost, name, notFound); err != nil {
		return err
	}
	return fmt.Errorf("%w: queue %q in virtual host %q exists, but the broker can neither read nor delete it until the node is back",
		ErrQueueDown, name, vhost)
}

// unlessEndDown is for a binding that is "not found", even by one node alone: ErrQueueDown if a list names the queue that it
// leads to, which cannot be read. Brokers before 4.0 forget the bindings of a classic queue whose node is down until that is
// back (rabbit_amqqueue:on_node_down).
func (c *Client) unlessEndDown(ctx context.Context, b Binding, notFound error) error {
	if b.DestinationType != ToQueue {
		return notFound
	}
	_, err := get[struct{}](ctx, c, queuePath(b.Vhost, b.Destination)+"?columns=name")
	if !errors.Is(err, httpapi.ErrNotFound) {
		return cmp.Or(err, notFound)
	}
	if _, err := c.queueInList(ctx, b.Vhost, b.Destination, notFound); err != nil {
		return err
	}
	return fmt.Errorf("%w: queue %q in virtual host %q exists, but the broker neither knows its bindings nor changes them until the node is back",
		ErrQueueDown, b.Destination, b.Vhost)
}
