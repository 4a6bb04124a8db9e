package management

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// transport sends requests to an endpoint that answers and turns every answer into bytes or a typed error.
type transport struct {
	endpoints                 []Endpoint
	username, password        string
	userAgent                 string
	timeout, operationTimeout time.Duration
	maxRetries                int
	backoff                   func(round int) time.Duration
	log, progress             LogFunc
	http                      http.RoundTripper
	health                    *health
	gate                      *gate
	sight                     sight
	majority                  *majority
	// writes counts the requests other than GET that have ended, in whatever way: each may have changed something.
	writes atomic.Uint64
}

// request is one call of the API; path begins with "/api/" and is percent-encoded, with the query if there is one.
type request struct {
	method, path string
	body         []byte
	// decode, for a GET, reads a successful answer as a stream, so that no copy of it is kept. It is called again from
	// the start where an answer broke off or made no sense and another endpoint is asked.
	decode func(io.Reader) error
	// limit bounds what decode is given, in bytes; 0 means maxObject.
	limit int64
	// once: not sent again when its answer was lost, like every POST, because what it began goes on in the broker.
	once bool
	// compress asks for gzip where the answer travels over a network: for lists alone, since it costs the broker work.
	compress bool
	// evidence, for a PUT, tells whether it was carried out when its answer was lost; nil where to send it again is enough.
	evidence *evidence
}

// answer is a success, read to its end; body is nil where request.decode has taken it.
type answer struct {
	endpoint int
	status   int
	header   http.Header
	body     []byte
	// again: the request was sent before, and that answer was lost, so that what is found now may be of its making.
	again bool
}

// send gets one request done, whatever that takes: it asks the endpoints in the order of their health until one does
// not fail, and begins again after a pause while that makes sense. A broker's "no" is an end like its "yes".
func (t *transport) send(ctx context.Context, r request) (*answer, error) {
	if err := t.gate.pass(ctx, t); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, t.operationTimeout,
		fmt.Errorf("%w: all attempts together took %s", ErrTimeout, t.operationTimeout))
	defer cancel()
	if r.method != http.MethodGet {
		if err := t.majority.missing(ctx, t, r, time.Now().Add(-majorityAge)); err != nil {
			return nil, err
		}
	}
	c := t.newCall(r)
	for round := 0; ; round++ {
		if got, over, err := c.askEach(ctx); over {
			return got, t.believed(ctx, r.path, err)
		}
		pause, again := c.pauseAfter(round)
		if !again {
			t.health.loseHope()
			return nil, c.failure(ctx)
		}
		c.logRetry(ctx, round, pause)
		if !sleep(ctx, pause) {
			return nil, c.failure(ctx)
		}
	}
}

// sendTo asks one endpoint once, and notes in its health how that went. sent tells whether a connection was had, so
// that the broker may have seen the request.
func (t *transport) sendTo(ctx context.Context, n int, r request) (got *answer, sent bool, err error) {
	if r.method != http.MethodGet {
		defer t.writes.Add(1)
	}
	limit := t.timeout
	if r.method == http.MethodGet && t.health.anotherThan(n) {
		limit /= shareOfRead
	}
	limited, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("%w after %s", ErrTimeout, limit))
	defer cancel()
	traced := httptrace.WithClientTrace(limited, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent = true }})
	got, err = t.attempt(traced, n, r)
	var refusal *Error
	if err != nil && !errors.As(err, &refusal) && errors.Is(context.Cause(limited), ErrTimeout) {
		err = context.Cause(limited)
	}
	if r.method != http.MethodGet && (err == nil || mayBeDone(sent, err)) {
		t.health.wrote(n)
	}
	switch {
	case !t.faulty(err):
		t.health.answered(n)
	case ctx.Err() == nil:
		t.health.failed(n, err)
	}
	return got, sent, err
}

// attempt is one request and its answer on the wire.
func (t *transport) attempt(ctx context.Context, n int, r request) (*answer, error) {
	endpoint := t.endpoints[n]
	req, err := http.NewRequestWithContext(ctx, r.method, endpoint.base+r.path, bytes.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	req.SetBasicAuth(t.username, t.password)
	req.Header.Set("User-Agent", t.userAgent)
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if r.compress && !endpoint.loopback() {
		req.Header.Set("Accept-Encoding", "gzip")
	}
	began := time.Now()
	status, header, body, err := t.exchange(req, r)
	fields := map[string]any{
		"method": r.method, "endpoint": endpoint.String(), "path": r.path, "status": status,
		"milliseconds": time.Since(began).Milliseconds(), "bytes": len(body),
	}
	if err != nil {
		fields["failure"] = err.Error()
	}
	t.log(ctx, "management API request", fields)
	switch {
	case err != nil:
		return nil, err
	case !isSuccess(r.method, status) && status < http.StatusBadRequest:
		return nil, strangeAnswer(r, endpoint, status, header)
	case status >= http.StatusBadRequest:
		return nil, refusalOf(r, endpoint, status, header, body)
	}
	return &answer{endpoint: n, status: status, header: header, body: body}, nil
}

// refusalOf is the error of an answer that is not a success. A 404 that does not name its error as the broker does
// (rabbit_cowboy_stream_h gives each one, in every version) comes from a proxy or from another server, and must not count
// as absence.
func refusalOf(r request, endpoint Endpoint, status int, header http.Header, body []byte) error {
	refusal := newError(r.method, r.path, endpoint.String(), status, body)
	if status == http.StatusNotFound && refusal.Code == "" {
		return fmt.Errorf("%w: %s", ErrGarbled, refusal.Error())
	}
	refusal.retryAfter = retryAfter(header, time.Now())
	return refusal
}
