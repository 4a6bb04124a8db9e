package management

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"testing"
	"time"
)

// reply is what a scripted node does with a request. With time standing still (testing/synctest) the policy of the
// transport is tested without waiting for it.
type reply struct {
	status int
	body   string
	header http.Header
	// ok is success: 200 with the body to a GET, 204 to anything else.
	ok bool
	// after is how long the node takes.
	after time.Duration
	// cut ends the connection instead of an answer; refuse does not even accept it.
	cut, refuse error
	hang        bool
}

var (
	errCut     = errors.New("connection reset by peer")
	errRefused = errors.New("connection refused")
)

// What nodes do in most tests.
var (
	fine     = reply{ok: true, body: `{}`}
	refuses  = reply{refuse: errRefused}
	cuts     = reply{cut: errCut}
	hangs    = reply{hang: true}
	absent   = reply{status: 404, body: notFound}
	intruder = reply{status: 401, body: `{"error":"not_authorised","reason":"Login failed"}`}
	tooBusy  = reply{status: 503}
	noQuorum = reply{status: 400, after: 30 * time.Second, body: `{"error":"bad_request","reason":"because the metadata store operation timed out"}`}
)

// script is the network: it plays the nodes a, b and c, each with its replies in turn, the last one again and again.
type script struct {
	mu      sync.Mutex
	replies map[string][]reply
	// requests are those that arrived or tried to, such as "PUT a".
	requests []string
	// lines are those of the client's log.
	lines []string
	// nodes is the list of nodes that each of them gives, one time after another, the last one again and again; empty for a
	// user who may not know. flags is the list of feature flags.
	nodes []string
	flags string
	// lists are the requests of those lists.
	lists []string
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	host := r.URL.Hostname()
	if r.URL.Path == apiPath("nodes") || r.URL.Path == apiPath("feature-flags") {
		return s.list(r)
	}
	s.mu.Lock()
	s.requests = append(s.requests, r.Method+" "+host)
	next := s.replies[host][0]
	if len(s.replies[host]) > 1 {
		s.replies[host] = s.replies[host][1:]
	}
	s.mu.Unlock()
	if next.refuse != nil {
		return nil, next.refuse
	}
	httptrace.ContextClientTrace(r.Context()).GotConn(httptrace.GotConnInfo{})
	if next.hang {
		next.after = 24 * time.Hour
	}
	if !sleep(r.Context(), next.after) {
		return nil, r.Context().Err()
	}
	if next.cut != nil {
		return nil, next.cut
	}
	switch {
	case next.ok && r.Method == http.MethodGet:
		next.status = http.StatusOK
	case next.ok:
		next.status, next.body = http.StatusNoContent, ""
	}
	return &http.Response{
		StatusCode: next.status, Header: next.header, Request: r, Body: io.NopCloser(strings.NewReader(next.body)),
	}, nil
}

func (s *script) list(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lists = append(s.lists, r.URL.Path+" "+r.URL.Hostname())
	status, body := http.StatusOK, s.flags
	switch {
	case len(s.nodes) > 0 && s.replies[r.URL.Hostname()][0].refuse != nil:
		return nil, errRefused
	case r.URL.Path != apiPath("nodes"):
	case len(s.nodes) == 0:
		// So that a request meets what its node does first.
		status, body = http.StatusUnauthorized, `{"error":"not_authorised","reason":"Not monitor user"}`
	default:
		body = s.nodes[0]
		s.nodes = s.nodes[min(1, len(s.nodes)-1):]
	}
	return &http.Response{StatusCode: status, Request: r, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// said is the requests so far, forgotten afterwards.
func (s *script) said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	said := strings.Join(s.requests, ", ")
	s.requests = nil
	return said
}

func (s *script) set(host string, replies ...reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.replies[host] = replies
}

// scripted returns a client of as many nodes as there are lists of replies, named a, b, c.
func scripted(t *testing.T, config Config, nodes ...[]reply) (*Client, *script) {
	t.Helper()
	s := &script{replies: map[string][]reply{}}
	for i, replies := range nodes {
		host := string(rune('a' + i))
		config.Endpoints = append(config.Endpoints, "http://"+host)
		s.replies[host] = replies
	}
	config.Password = testPassword
	config.Log = func(_ context.Context, message string, fields map[string]any) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.lines = append(s.lines, message+" "+fmt.Sprint(fields))
	}
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	client.transport.http = s
	return client, s
}

// only is the replies of one node.
func only(replies ...reply) []reply { return replies }
