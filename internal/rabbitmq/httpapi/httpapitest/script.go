package httpapitest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"time"
)

// Reply is what a scripted node does with a request. With time standing still (testing/synctest) the policy of the
// client is tested without waiting for it.
type Reply struct {
	Status int
	Body   string
	Header http.Header
	// OK is success: 200 with the body to a GET, 204 to anything else.
	OK bool
	// After is how long the node takes.
	After time.Duration
	// Cut ends the connection instead of an answer; Refuse does not even accept it.
	Cut, Refuse error
	// Hang: the node never answers.
	Hang bool
}

// What goes wrong with connections.
var (
	ErrCut     = errors.New("connection reset by peer")
	ErrRefused = errors.New("connection refused")
)

// What nodes do in most tests.
var (
	Fine     = Reply{OK: true, Body: `{}`}
	Refuses  = Reply{Refuse: ErrRefused}
	Cuts     = Reply{Cut: ErrCut}
	Hangs    = Reply{Hang: true}
	Created  = Reply{Status: 201}
	Absent   = Reply{Status: 404, Body: NotFound}
	Intruder = Reply{Status: 401, Body: `{"error":"not_authorised","reason":"Login failed"}`}
	TooBusy  = Reply{Status: 503}
	NoQuorum = Reply{Status: 400, After: 30 * time.Second, Body: `{"error":"bad_request","reason":"because the metadata store operation timed out"}`}
)

// Script is the network, as an http.RoundTripper: it plays the nodes a, b and c, each with its replies in turn, the last one
// again and again.
type Script struct {
	mu       sync.Mutex
	replies  map[string][]Reply
	requests []string
	lines    []string
}

// NewScript returns a network of as many nodes as there are lists of replies, and their addresses.
func NewScript(nodes ...[]Reply) (s *Script, endpoints []string) {
	s = &Script{replies: map[string][]Reply{}}
	for i, replies := range nodes {
		host := string(rune('a' + i))
		endpoints = append(endpoints, "http://"+host)
		s.replies[host] = replies
	}
	return s, endpoints
}

// RoundTrip plays the next reply of a node.
func (s *Script) RoundTrip(r *http.Request) (*http.Response, error) {
	host := r.URL.Hostname()
	s.mu.Lock()
	s.requests = append(s.requests, r.Method+" "+host)
	next := s.replies[host][0]
	if len(s.replies[host]) > 1 {
		s.replies[host] = s.replies[host][1:]
	}
	s.mu.Unlock()
	if next.Refuse != nil {
		return nil, next.Refuse
	}
	httptrace.ContextClientTrace(r.Context()).GotConn(httptrace.GotConnInfo{})
	if next.Hang {
		next.After = 24 * time.Hour
	}
	timer := time.NewTimer(next.After)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	if next.Cut != nil {
		return nil, next.Cut
	}
	switch {
	case next.OK && r.Method == http.MethodGet:
		next.Status = http.StatusOK
	case next.OK:
		next.Status, next.Body = http.StatusNoContent, ""
	}
	return &http.Response{
		StatusCode: next.Status, Header: next.Header, Request: r, Body: io.NopCloser(strings.NewReader(next.Body)),
	}, nil
}

// Next is the reply that a node gives next.
func (s *Script) Next(host string) Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.replies[host][0]
}

// Set gives a node other replies.
func (s *Script) Set(host string, replies ...Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.replies[host] = replies
}

// Said is the requests so far that arrived or tried to, such as "PUT a, GET b", forgotten afterwards.
func (s *Script) Said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	said := strings.Join(s.requests, ", ")
	s.requests = nil
	return said
}

// Log keeps a line of a client's log.
func (s *Script) Log(_ context.Context, message string, fields map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, message+" "+fmt.Sprint(fields))
}

// Lines are those of the log.
func (s *Script) Lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lines
}

// Only is the replies of one node.
func Only(replies ...Reply) []Reply { return replies }

// Times is the same request again and again, as Script.Said names it.
func Times(n int, what string) string { return strings.TrimSuffix(strings.Repeat(what+", ", n), ", ") }
