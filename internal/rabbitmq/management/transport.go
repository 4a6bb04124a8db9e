package management

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// transport sends requests to the first endpoint that answers and turns every answer into bytes or a typed error. The
// one that answered last is asked first next time, so that a dead node costs one failed connection, not one a request.
type transport struct {
	endpoints          []Endpoint
	username, password string
	userAgent          string
	timeout            time.Duration
	log                LogFunc
	http               http.RoundTripper
	preferred          atomic.Int64
}

// request is one call of the API; path begins with "/api/" and is percent-encoded, with the query if there is one.
type request struct {
	method, path string
	body         []byte
}

// answer is a success, read to its end.
type answer struct {
	endpoint int
	status   int
	header   http.Header
	body     []byte
}

// send tries the endpoints in turn. Another endpoint is tried only if that is safe: nothing was sent yet, or the
// request only reads. An answer of the broker, good or bad, ends the search.
func (t *transport) send(ctx context.Context, r request) (*answer, error) {
	first := int(t.preferred.Load())
	unreachable := &UnreachableError{Method: r.method, Path: r.path}
	for i := range t.endpoints {
		n := (first + i) % len(t.endpoints)
		got, sent, err := t.sendTo(ctx, n, r)
		var refusal *Error
		if err == nil || errors.As(err, &refusal) {
			t.preferred.Store(int64(n))
			return got, err
		}
		unreachable.Attempts = append(unreachable.Attempts, Attempt{t.endpoints[n].String(), err})
		if ctx.Err() != nil || sent && r.method != http.MethodGet {
			break
		}
	}
	return nil, unreachable
}

// sendTo asks one endpoint. sent tells whether a connection was had, so that the broker may have seen the request.
func (t *transport) sendTo(ctx context.Context, n int, r request) (got *answer, sent bool, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, t.timeout, fmt.Errorf("%w after %s", ErrTimeout, t.timeout))
	defer cancel()
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent = true }})
	req, err := http.NewRequestWithContext(traced, r.method, t.endpoints[n].base+r.path, bytes.NewReader(r.body))
	if err != nil {
		return nil, false, err
	}
	req.SetBasicAuth(t.username, t.password)
	req.Header.Set("User-Agent", t.userAgent)
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	began := time.Now()
	status, header, body, err := t.exchange(req)
	t.log(ctx, "management API request", map[string]any{
		"method": r.method, "endpoint": t.endpoints[n].String(), "path": r.path, "status": status,
		"milliseconds": time.Since(began).Milliseconds(), "bytes": len(body),
	})
	switch {
	case err != nil && errors.Is(context.Cause(ctx), ErrTimeout):
		return nil, sent, context.Cause(ctx)
	case err != nil:
		return nil, sent, err
	case status >= http.StatusMultipleChoices:
		// Redirects are not followed: the password would go along.
		return nil, true, newError(r.method, r.path, t.endpoints[n].String(), status, body)
	}
	return &answer{endpoint: n, status: status, header: header, body: body}, true, nil
}

// exchange reads the answer to its end, without which the connection could not be used again.
func (t *transport) exchange(req *http.Request) (int, http.Header, []byte, error) {
	resp, err := t.http.RoundTrip(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp.StatusCode, nil, nil, fmt.Errorf("the answer ended early: %w", err)
	}
	return resp.StatusCode, resp.Header, body, nil
}

// bound carries rabbit-hole's requests to the transport under one context. Rabbit-hole knows neither contexts nor
// several endpoints and asks for the connection to be closed each time; none of that reaches the wire.
type bound struct {
	ctx       context.Context
	transport *transport
}

// holeEndpoint stands for the broker in rabbit-hole's requests; the transport puts the real address in its place.
const holeEndpoint = "http://rabbitmq"

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
