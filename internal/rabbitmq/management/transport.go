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
	own                       *ownChanges
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
	// once: not sent again when its answer was lost, like a POST, because what it began goes on in the broker. repeatable: sent
	// again although it is a POST, because what was done twice is as if it was done once.
	once, repeatable bool
	// atOnce: read without waiting for news of what this client has changed about it.
	atOnce bool
	// compress asks for gzip where the answer travels over a network: for lists alone, since it costs the broker work.
	compress bool
	// evidence, for a PUT, reports whether it was carried out when its answer was lost; nil where to send it again is enough.
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

// send gets one request done, whatever that takes. What contradicts a change that this client has just made, and so comes from
// a node that has not heard of it, is asked for again; so is, once, what a broker has failed at.
func (t *transport) send(ctx context.Context, r request) (*answer, error) {
	if r.method == http.MethodGet && !r.atOnce {
		t.awaitNews(ctx, r.path)
	}
	c := t.newCall(r)
	began, news, failed := c.began, t.own.changedUntil(), false
	for round := 0; ; round++ {
		got, err := c.send(ctx)
		var pause time.Duration
		switch {
		case time.Now().Before(t.doubted(r, began, news, err)):
			pause = pauseForNews(round)
		case brokerFailed(err) && r.sentAgain() && !failed:
			// It may have failed when the change was made.
			failed, c.lost = true, r.method != http.MethodGet
			pause = t.backoff(round)
		default:
			return got, err
		}
		if !sleep(ctx, pause) {
			return got, err
		}
		c.restart()
	}
}

// brokerFailed reports whether a broker has answered 500: its own code has failed, before or after a change. Brokers before
// 3.11.28 and 3.12.11 fail once at one of two lists that are the first to be asked for after their start, at the same moment,
// without a word (rabbit_mgmt_db_cache:fetch/4); what a broker fails at twice it fails at for good.
func brokerFailed(err error) bool {
	var refusal *Error
	return errors.As(err, &refusal) && refusal.Status == http.StatusInternalServerError && !errors.Is(err, ErrAnswerLost)
}

// sentAgain reports whether a request may be sent again although it may have been carried out.
func (r request) sentAgain() bool { return !r.once && (r.method != http.MethodPost || r.repeatable) }

// tryEndpoint asks one endpoint once, and notes in its health how that went. sent reports whether a connection was had, so
// that the broker may have seen the request.
func (t *transport) tryEndpoint(ctx context.Context, n int, r request) (got *answer, sent bool, err error) {
	limit := t.timeout
	if r.method == http.MethodGet && t.health.anotherThan(n) {
		limit /= shareOfRead
	}
	inner, connected, done := ctx, func() { sent = true }, func() {}
	if r.method != http.MethodGet {
		if ctx.Err() != nil {
			return nil, false, context.Cause(ctx)
		}
		defer t.writes.Add(1)
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
	got, err = t.attempt(traced, n, r)
	var refusal *Error
	if err != nil && !errors.As(err, &refusal) && errors.Is(context.Cause(limited), ErrTimeout) {
		err = context.Cause(limited)
	}
	if r.method != http.MethodGet && (err == nil || mayBeDone(sent, err)) {
		t.health.wrote(n)
		t.own.note(r.method, r.path)
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
