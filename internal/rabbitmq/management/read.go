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
)

// apiPath joins the parts of an object's address; every part is percent-encoded, so that names may hold anything.
func apiPath(parts ...string) string {
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = url.PathEscape(part)
	}
	return "/api/" + strings.Join(escaped, "/")
}

// get reads one object or list into target, with numbers kept as json.Number.
func (c *Client) get(ctx context.Context, path string, target any) error {
	got, err := c.transport.send(ctx, request{method: http.MethodGet, path: path})
	if err != nil {
		return err
	}
	return decode(path, got.body, target)
}

// getObject reads one object whose absence would drop it from Terraform's state. A node that is still recovering may
// not know it yet, so one "not found" counts only after a second node, where there is one, has said the same.
func (c *Client) getObject(ctx context.Context, path string, target any) error {
	r := request{method: http.MethodGet, path: path}
	got, err := c.transport.send(ctx, r)
	var missing *Error
	if errors.As(err, &missing) && errors.Is(err, ErrNotFound) && len(c.transport.endpoints) > 1 {
		got, err = c.transport.confirmAbsence(ctx, r, missing)
	}
	if err != nil {
		return err
	}
	return decode(path, got.body, target)
}

// confirmAbsence asks every other endpoint until one answers.
func (t *transport) confirmAbsence(ctx context.Context, r request, missing *Error) (*answer, error) {
	for n, endpoint := range t.endpoints {
		if endpoint.String() == missing.Endpoint {
			continue
		}
		got, _, err := t.sendTo(ctx, n, r)
		var refusal *Error
		if err == nil || errors.As(err, &refusal) {
			return got, err
		}
	}
	// Not wrapped: what is not confirmed must not count as ErrNotFound.
	return nil, fmt.Errorf("%w: %s", ErrUnconfirmed, missing.Error())
}

func decode(path string, body []byte, target any) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(target); err != nil {
		return fmt.Errorf("GET %s: the answer is not what the management API answers: %w", path, err)
	}
	return nil
}

// put writes an object that rabbit-hole cannot express.
func (c *Client) put(ctx context.Context, path string, object any) error {
	body, err := json.Marshal(object)
	if err != nil {
		return fmt.Errorf("PUT %s: %w", path, err)
	}
	_, err = c.transport.send(ctx, request{method: http.MethodPut, path: path, body: body})
	return err
}
