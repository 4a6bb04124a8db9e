package httpapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"time"
)

// OneEndpoint asks one endpoint once, within the time-out of a request, and notes in its health how that went. sent reports
// whether a connection was had, so that the broker may have seen the request.
func (c *Client) OneEndpoint(ctx context.Context, n int, r Request) (got *Response, sent bool, err error) {
	limit := c.timeout
	if r.Method == http.MethodGet && c.health.anotherThan(n) {
		limit /= shareOfRead
	}
	inner, connected, done := ctx, func() { sent = true }, func() {}
	if r.Method != http.MethodGet {
		if ctx.Err() != nil {
			return nil, false, context.Cause(ctx)
		}
		defer c.writes.Add(1)
		write := newWrite(ctx)
		inner, done = write.ctx, write.done
		connected = func() {
			sent = true
			write.sent()
		}
	}
	defer done()
	limited, cancel := context.WithTimeoutCause(inner, limit, fmt.Errorf("%w after %s", ErrTimeout, limit))
	defer cancel()
	traced := httptrace.WithClientTrace(limited, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected() }})
	got, err = c.RoundTrip(traced, n, r)
	var refusal *Error
	if err != nil && !errors.As(err, &refusal) && errors.Is(context.Cause(limited), ErrTimeout) {
		err = context.Cause(limited)
	}
	if r.Method != http.MethodGet && (err == nil || mayBeDone(sent, err)) {
		c.health.wrote(n)
		c.NoteChange(r.Method, r.Path)
	}
	switch {
	case !c.Faulty(err):
		c.health.answered(n)
	case ctx.Err() == nil:
		c.health.failed(n, err)
	}
	return got, sent, err
}

// RoundTrip is one request to one endpoint and its answer on the wire. It has no time limit but that of the context, and says
// nothing about the endpoint's health.
func (c *Client) RoundTrip(ctx context.Context, n int, r Request) (*Response, error) {
	endpoint := c.endpoints[n]
	req, err := http.NewRequestWithContext(ctx, r.Method, endpoint.base+r.Path, bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	req.SetBasicAuth(c.username, c.password)
	req.Header.Set("User-Agent", c.userAgent)
	if r.Body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if r.Compress && !endpoint.loopback() {
		req.Header.Set("Accept-Encoding", "gzip")
	}
	began := time.Now()
	status, header, body, err := c.readAnswer(req, r)
	fields := map[string]any{
		"method": r.Method, "endpoint": endpoint.String(), "path": r.Path, "status": status,
		"milliseconds": time.Since(began).Milliseconds(), "bytes": len(body),
	}
	if err != nil {
		fields["failure"] = err.Error()
	}
	c.log(ctx, "management API request", fields)
	switch {
	case err != nil:
		return nil, err
	case !isSuccess(r.Method, status) && status < http.StatusBadRequest:
		return nil, strangeAnswer(r, endpoint, status, header)
	case status >= http.StatusBadRequest:
		return nil, refusalOf(r, endpoint, status, header, body)
	}
	return &Response{Endpoint: n, Status: status, Header: header, Body: body}, nil
}

// refusalOf is the error of an answer that is not a success. A 404 that does not name its error as the broker does
// (rabbit_cowboy_stream_h gives each one, in every version) comes from a proxy or from another server, and must not count
// as absence.
func refusalOf(r Request, endpoint Endpoint, status int, header http.Header, body []byte) error {
	refusal := newError(r.Method, r.Path, endpoint.String(), status, body)
	if status == http.StatusNotFound && refusal.Code == "" {
		return &foreignAnswer{asked: r.Method + " " + endpoint.String() + r.Path, status: status, said: ": " + refusal.said()}
	}
	refusal.retryAfter = retryAfter(header, time.Now())
	return refusal
}
