package management

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
)

// apiPath joins the parts of an object's address; every part is percent-encoded, so that names may hold anything.
func apiPath(parts ...string) string {
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = url.PathEscape(part)
	}
	return "/api/" + strings.Join(escaped, "/")
}

// get reads one object or list, with numbers kept as json.Number.
func get[T any](ctx context.Context, c *Client, path string) (value T, err error) {
	_, err = c.transport.send(ctx, reading(path, &value))
	return value, err
}

// getObject reads one object whose absence would drop it from Terraform's state. A node that is still recovering may
// not know it yet, so one "not found" counts only after a second node, where there is one, has said the same.
func getObject[T any](ctx context.Context, c *Client, path string) (value T, err error) {
	r := reading(path, &value)
	_, err = c.transport.send(ctx, r)
	var missing *Error
	if errors.As(err, &missing) && errors.Is(err, ErrNotFound) && len(c.transport.endpoints) > 1 {
		_, err = c.transport.confirmAbsence(ctx, r, missing)
	}
	return value, err
}

// reading is the request of one value. An attempt that failed in the middle leaves nothing in it.
func reading[T any](path string, value *T) request {
	limit := int64(maxObject)
	if reflect.TypeFor[T]().Kind() == reflect.Slice {
		limit = maxList
	}
	return request{method: http.MethodGet, path: path, limit: limit, decode: func(body io.Reader) error {
		var fresh T
		if err := decode(body, &fresh); err != nil {
			return err
		}
		*value = fresh
		return nil
	}}
}

// streamed is what decodes itself from an answer as that arrives.
type streamed interface{ decodeFrom(body io.Reader) error }

func decode(body io.Reader, target any) error {
	if target, ok := target.(streamed); ok {
		return target.decodeFrom(body)
	}
	decoder := json.NewDecoder(body)
	decoder.UseNumber()
	return decoder.Decode(target)
}

// confirmAbsence asks the other endpoints in the order of their health until one answers.
func (t *transport) confirmAbsence(ctx context.Context, r request, missing *Error) (*answer, error) {
	for _, n := range t.health.order(true) {
		if t.endpoints[n].String() == missing.Endpoint {
			continue
		}
		if got, _, err := t.tryEndpoint(ctx, n, r); !t.faulty(err) {
			return got, t.believed(ctx, r.path, err)
		}
	}
	// Not wrapped: what is not confirmed must not count as ErrNotFound.
	return nil, fmt.Errorf("%w: %s", ErrUnconfirmed, missing.Error())
}

// put writes an object that rabbit-hole cannot express.
func (c *Client) put(ctx context.Context, path string, object any) error {
	_, err := c.answerToPut(ctx, path, object, nil)
	return err
}

func (c *Client) answerToPut(ctx context.Context, path string, object any, evidence *evidence) (*answer, error) {
	body, err := json.Marshal(object)
	if err != nil {
		return nil, fmt.Errorf("PUT %s: %w", path, err)
	}
	return c.transport.send(ctx, request{method: http.MethodPut, path: path, body: body, evidence: evidence})
}

// remove deletes an object; one that is gone already is what was wanted. As with reads, one node's word does not make
// it gone: a node that knows it is asked to delete it.
func (c *Client) remove(ctx context.Context, path string) error {
	_, err := c.removeOrMiss(ctx, path, "")
	return err
}

// removeOrMiss is remove, and reports whether the object was gone already.
func (c *Client) removeOrMiss(ctx context.Context, path, query string) (missed bool, err error) {
	_, err = c.transport.send(ctx, request{method: http.MethodDelete, path: path + query})
	var missing *Error
	if errors.As(err, &missing) && errors.Is(err, ErrNotFound) && len(c.transport.endpoints) > 1 {
		var there json.RawMessage
		var got *answer
		if got, err = c.transport.confirmAbsence(ctx, reading(path, &there), missing); err == nil {
			_, _, err = c.transport.tryEndpoint(ctx, got.endpoint, request{method: http.MethodDelete, path: path + query})
		}
	}
	missed = errors.Is(err, ErrNotFound)
	return missed, IgnoreNotFound(err)
}

// unmarshal is decode for what is in memory.
func unmarshal(data []byte, target any) error { return decode(bytes.NewReader(data), target) }
