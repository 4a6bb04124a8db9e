package management

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi/httpapitest"
)

type (
	fakeNode = httpapitest.Node
	reply    = httpapitest.Reply
)

const (
	testPassword = httpapitest.Password
	notFound     = httpapitest.NotFound
	// atOnce is how many objects Terraform works on at once.
	atOnce = 10
)

var (
	newFakeNode  = httpapitest.NewNode
	answering    = httpapitest.Answering
	deadEndpoint = httpapitest.DeadEndpoint
	only, times  = httpapitest.Only, httpapitest.Times

	fine, refuses, cuts, hangs = httpapitest.Fine, httpapitest.Refuses, httpapitest.Cuts, httpapitest.Hangs
	created, absent            = httpapitest.Created, httpapitest.Absent
	tooBusy, noQuorum          = httpapitest.TooBusy, httpapitest.NoQuorum
)

// newClient pauses for a moment at most, and knows of no lag between nodes.
func newClient(t *testing.T, endpoints ...string) *Client {
	t.Helper()
	return newClientWith(t, httpapi.Config{Endpoints: endpoints})
}

func newClientWith(t *testing.T, config httpapi.Config) *Client {
	t.Helper()
	config.Username, config.Password = "admin", testPassword
	if config.Backoff == nil {
		config.Backoff = func(int) time.Duration { return time.Millisecond }
	}
	config.ViewLag, config.DoubtFor = -1, -1
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// script is the network, with the lists that are asked for before a change.
type script struct {
	*httpapitest.Script

	mu sync.Mutex
	// nodes is the list of nodes that each of them gives, one time after another, the last one again and again; empty for a
	// user who may not know. flags is the list of feature flags.
	nodes []string
	flags string
	// lists are the requests of those lists.
	lists []string
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path == apiPath("nodes") || r.URL.Path == apiPath("feature-flags") {
		return s.list(r)
	}
	return s.Script.RoundTrip(r)
}

func (s *script) list(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lists = append(s.lists, r.URL.Path+" "+r.URL.Hostname())
	status, body := http.StatusOK, s.flags
	switch {
	case len(s.nodes) > 0 && s.Next(r.URL.Hostname()).Refuse != nil:
		return nil, httpapitest.ErrRefused
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

// scripted returns a client of as many nodes as there are lists of replies, named a, b, c.
func scripted(t *testing.T, config httpapi.Config, nodes ...[]reply) (*Client, *script) {
	t.Helper()
	network, endpoints := httpapitest.NewScript(nodes...)
	s := &script{Script: network}
	config.Endpoints, config.Password = endpoints, testPassword
	config.Log, config.Transport = network.Log, s
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client, s
}
