package management

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// apiPath joins the parts of an object's address; every part is percent-encoded, so that names may hold anything.
func apiPath(parts ...string) string {
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = url.PathEscape(part)
	}
	return "/api/" + strings.Join(escaped, "/")
}

// listPath is the address of the objects of one kind in a virtual host, or in all if it is empty.
func listPath(kind, vhost string) string {
	if vhost == "" {
		return apiPath(kind)
	}
	return apiPath(kind, vhost)
}

// get reads one object or list, with numbers kept as json.Number.
func get[T any](ctx context.Context, c *Client, path string) (value T, err error) {
	_, err = c.api.Do(ctx, httpapi.Reading(path, &value))
	return value, err
}

// getObject reads one object whose absence would drop it from Terraform's state. A node that is still recovering may
// not know it yet, so one "not found" counts only after a second node, where there is one, has said the same.
func getObject[T any](ctx context.Context, c *Client, path string) (value T, err error) {
	r := httpapi.Reading(path, &value)
	r.AtOnce = isReadingBack(ctx)
	_, err = c.api.Do(ctx, r)
	_, _, err = c.confirmIfMissing(ctx, r, err)
	return value, err
}

// getList reads a list whole, which may be long. It shows all that this client has changed before.
func getList[T any](ctx context.Context, c *Client, path string) (list []T, err error) {
	r := httpapi.Reading(path, &list)
	r.Compress = true
	c.api.AwaitAllNews(ctx)
	_, err = c.api.Do(ctx, r)
	return list, err
}

// unmarshal is httpapi.Decode for what is in memory.
func unmarshal(data []byte, target any) error { return httpapi.Decode(bytes.NewReader(data), target) }

// put writes an object that rabbit-hole cannot express.
func (c *Client) put(ctx context.Context, path string, object any) error {
	_, err := c.answerToPut(ctx, path, object, nil)
	return err
}

func (c *Client) answerToPut(ctx context.Context, path string, object any, evidence *httpapi.Evidence) (*httpapi.Response, error) {
	body, err := json.Marshal(object)
	if err != nil {
		return nil, fmt.Errorf("PUT %s: %w", path, err)
	}
	return c.api.Do(ctx, httpapi.Request{Method: http.MethodPut, Path: path, Body: body, Evidence: evidence})
}

// remove deletes an object; one that is gone already is what was wanted. As with reads, one node's word does not make
// it gone: a node that knows it is asked to delete it.
func (c *Client) remove(ctx context.Context, path string) error {
	_, err := c.removeOrMiss(ctx, path, "")
	return err
}

// removeOrMiss is remove, and reports whether the object was gone already.
func (c *Client) removeOrMiss(ctx context.Context, path, query string) (missed bool, err error) {
	deletion := httpapi.Request{Method: http.MethodDelete, Path: path + query}
	_, err = c.api.Do(ctx, deletion)
	var there json.RawMessage
	got, asked, err := c.confirmIfMissing(ctx, httpapi.Reading(path, &there), err)
	if asked && err == nil {
		_, _, err = c.api.OneEndpoint(ctx, got.Endpoint, deletion)
	}
	missed = errors.Is(err, httpapi.ErrNotFound)
	return missed, IgnoreNotFound(err)
}
