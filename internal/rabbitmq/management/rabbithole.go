package management

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	rabbithole "github.com/michaelklishin/rabbit-hole/v2"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// standInEndpoint stands for the broker in rabbit-hole's requests; package httpapi puts the real address in its place.
const standInEndpoint = "http://rabbitmq"

// rabbitHole returns a rabbit-hole client whose requests go through our own client under the given context. Rabbit-hole knows
// neither contexts nor several endpoints and asks for the connection to be closed each time; none of that reaches the wire.
// The client is a small struct: making one for each call is what gives each call its own context.
func (c *Client) rabbitHole(ctx context.Context) *rabbithole.Client {
	client := &rabbithole.Client{Endpoint: standInEndpoint}
	client.SetTransport(roundTripper(func(req *http.Request) (*http.Response, error) { return c.carry(ctx, req) }))
	return client
}

// roundTripper is a function that is an http.RoundTripper.
type roundTripper func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// carry sends a request of rabbit-hole's as one of our own.
func (c *Client) carry(ctx context.Context, req *http.Request) (*http.Response, error) {
	r := httpapi.Request{Method: req.Method, Path: pathAndQuery(req.URL)}
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		r.Body = body
	}
	got, err := c.api.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: got.Status, Header: got.Header, Request: req,
		Body: io.NopCloser(bytes.NewReader(got.Body)), ContentLength: int64(len(got.Body)),
	}, nil
}

// withoutStandIn reduces what rabbit-hole returns to what a write needs to know. Bodies are in memory already, and the net/http
// client's wrapping would show the address of standInEndpoint to the user.
func withoutStandIn(_ *http.Response, err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

func pathAndQuery(u *url.URL) string {
	if u.RawQuery == "" {
		return u.EscapedPath()
	}
	return u.EscapedPath() + "?" + u.RawQuery
}
