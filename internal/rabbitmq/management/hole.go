package management

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	rabbithole "github.com/michaelklishin/rabbit-hole/v2"
)

// holeEndpoint stands for the broker in rabbit-hole's requests; the transport puts the real address in its place.
const holeEndpoint = "http://rabbitmq"

// hole returns a rabbit-hole client whose requests go through our transport under the given context. It is a small
// struct: making one for each call is what gives each call its own context.
func (c *Client) hole(ctx context.Context) *rabbithole.Client {
	hole := &rabbithole.Client{Endpoint: holeEndpoint}
	hole.SetTransport(bound{ctx: ctx, transport: c.transport})
	return hole
}

// written reduces rabbit-hole's answer to what a write needs to know. Bodies are in memory already, and the net/http
// client's wrapping would show the stand-in address of holeEndpoint to the user.
func written(_ *http.Response, err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// bound carries rabbit-hole's requests to the transport under one context. Rabbit-hole knows neither contexts nor
// several endpoints and asks for the connection to be closed each time; none of that reaches the wire.
type bound struct {
	ctx       context.Context
	transport *transport
}

func (b bound) RoundTrip(req *http.Request) (*http.Response, error) {
	r := request{method: req.Method, path: pathAndQuery(req.URL)}
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		r.body = body
	}
	got, err := b.transport.send(b.ctx, r)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: got.status, Header: got.header, Request: req,
		Body: io.NopCloser(bytes.NewReader(got.body)), ContentLength: int64(len(got.body)),
	}, nil
}

func pathAndQuery(u *url.URL) string {
	if u.RawQuery == "" {
		return u.EscapedPath()
	}
	return u.EscapedPath() + "?" + u.RawQuery
}
