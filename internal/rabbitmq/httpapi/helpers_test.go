package httpapi

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi/httpapitest"
)

type (
	fakeNode = httpapitest.Node
	reply    = httpapitest.Reply
)

const (
	testPassword = httpapitest.Password
	notFound     = httpapitest.NotFound
	objectPath   = "/api/objects/o"
)

var (
	newFakeNode  = httpapitest.NewNode
	answering    = httpapitest.Answering
	deadEndpoint = httpapitest.DeadEndpoint
	only, times  = httpapitest.Only, httpapitest.Times

	errCut, errRefused         = httpapitest.ErrCut, httpapitest.ErrRefused
	fine, refuses, cuts, hangs = httpapitest.Fine, httpapitest.Refuses, httpapitest.Cuts, httpapitest.Hangs
	created, intruder, tooBusy = httpapitest.Created, httpapitest.Intruder, httpapitest.TooBusy
)

// newClient pauses for a moment at most, and knows of no lag between nodes.
func newClient(t *testing.T, endpoints ...string) *Client {
	t.Helper()
	return newClientWith(t, Config{Endpoints: endpoints})
}

func newClientWith(t *testing.T, config Config) *Client {
	t.Helper()
	config.Username, config.Password = "admin", testPassword
	config.Backoff = func(int) time.Duration { return time.Millisecond }
	config.ViewLag, config.DoubtFor = -1, -1
	client, err := New(config, Hooks{})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// scripted returns a client of as many nodes as there are lists of replies, named a, b, c.
func scripted(t *testing.T, config Config, nodes ...[]reply) (*Client, *httpapitest.Script) {
	t.Helper()
	script, endpoints := httpapitest.NewScript(nodes...)
	config.Endpoints, config.Password = endpoints, testPassword
	config.Log, config.Transport = script.Log, script
	client, err := New(config, Hooks{ReadyPath: "/api/overview"})
	if err != nil {
		t.Fatal(err)
	}
	return client, script
}

// read reads what every broker has.
func read(t *testing.T, client *Client) error {
	t.Helper()
	var ignored struct{}
	_, err := client.Do(t.Context(), Reading("/api/overview", &ignored))
	return err
}

// writing is a change of one object.
func writing(method string) Request {
	return Request{Method: method, Path: objectPath, Body: []byte("{}")}
}

// put makes one object.
func put(t *testing.T, client *Client) error {
	t.Helper()
	_, err := client.Do(t.Context(), writing(http.MethodPut))
	return err
}

// readRaw reads one object.
func readRaw(path string) Request {
	var raw json.RawMessage
	return Reading(path, &raw)
}
