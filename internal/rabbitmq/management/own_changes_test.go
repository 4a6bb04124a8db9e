package management

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// Every case behind one address, with an answer of a node that has not heard of what came before it.
func TestOwnChangesAreSeenBehindOneAddress(t *testing.T) {
	refusedThere := reply{Status: 401, Body: `{"error":"not_authorised","reason":"Access refused."}`}
	noExchange := reply{Status: 404, Body: `{"error":"not_found","reason":"no exchange 'x' in vhost 'v'"}`}
	noUser := reply{Status: 400, Body: `{"error":"bad_request","reason":"vhost_or_user_not_found"}`}
	noTopic := reply{Status: 400, Body: `{"error":"bad_request","reason":["no_such_exchange","x"]}`}
	bound := reply{Status: 201, Header: http.Header{"Location": {"x/q/k"}}}
	policy := Policy{Vhost: "v", Name: "p"}
	queue := Queue{Vhost: "v", Name: "q", Type: "classic"}
	exchange := Exchange{Vhost: "v", Name: "x", Type: "direct"}
	makeExchange := func(ctx context.Context, c *Client) error { return c.CreateExchange(ctx, exchange) }
	makePolicy := func(ctx context.Context, c *Client) error { return c.PutPolicy(ctx, UserPolicy, policy) }
	readPolicy := func(ctx context.Context, c *Client) error {
		_, err := c.Policy(ctx, UserPolicy, "v", "p")
		return err
	}
	deletePolicy := func(ctx context.Context, c *Client) error { return c.DeletePolicy(ctx, UserPolicy, "v", "p") }
	makeVhost := func(ctx context.Context, c *Client) error { return c.PutVhost(ctx, Vhost{Name: "v"}) }
	makeQueue := func(ctx context.Context, c *Client) error { return c.CreateQueue(ctx, queue) }
	deleteQueue := func(ctx context.Context, c *Client) error { return c.DeleteQueue(ctx, "v", "q", false) }
	deleteVhost := func(ctx context.Context, c *Client) error { return c.DeleteVhost(ctx, "v") }
	bind := func(ctx context.Context, c *Client) error {
		_, err := c.CreateBinding(ctx, Binding{Vhost: "v", Source: "x", Destination: "q", DestinationType: ToQueue, RoutingKey: "k"})
		return err
	}
	permit := func(ctx context.Context, c *Client) error {
		return c.PutPermissions(ctx, Permissions{Vhost: "v", User: "u"})
	}
	permitTopic := func(ctx context.Context, c *Client) error {
		return c.PutTopicPermissions(ctx, TopicPermissions{Vhost: "v", User: "u", Exchange: "x"})
	}
	for name, test := range map[string]struct {
		first   func(context.Context, *Client) error
		second  func(context.Context, *Client) error
		replies []reply
		want    error
		said    string
	}{
		"what was made is read":        {makePolicy, readPolicy, []reply{created, absent, absent, fine}, nil, "PUT a, GET a, GET a, GET a"},
		"what was made is deleted":     {makePolicy, deletePolicy, []reply{created, absent, fine}, nil, "PUT a, DELETE a, DELETE a"},
		"a binding needs its ends":     {makeExchange, bind, []reply{created, noExchange, bound}, nil, "PUT a, POST a, POST a"},
		"permissions need their user":  {makePolicy, permit, []reply{created, noUser, created}, nil, "PUT a, PUT a, PUT a"},
		"permissions at an exchange":   {makeExchange, permitTopic, []reply{created, noTopic, created}, nil, "PUT a, PUT a, PUT a"},
		"a queue needs its vhost":      {makeVhost, makeQueue, []reply{created, absent, created}, nil, "PUT a, PUT a, PUT a"},
		"permissions in a new vhost":   {makeVhost, makeQueue, []reply{created, refusedThere, created}, nil, "PUT a, PUT a, PUT a"},
		"permissions in an old vhost":  {makePolicy, makeQueue, []reply{created, refusedThere}, httpapi.ErrAccessRefused, "PUT a, PUT a"},
		"what was deleted is not read": {deletePolicy, readPolicy, []reply{fine, fine, absent}, httpapi.ErrNotFound, "DELETE a, GET a, GET a"},
		"nor what was in it":           {deleteVhost, readPolicy, []reply{fine, fine, absent}, httpapi.ErrNotFound, "DELETE a, GET a, GET a"},
		"what was deleted is made":     {deleteQueue, makeQueue, []reply{fine, equal, created}, nil, "DELETE a, PUT a, PUT a"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, network := scripted(t, httpapi.Config{}, test.replies)
				client.visible.note(everywhere)
				client.visible.note(clusterID)
				if err := test.first(t.Context(), client); err != nil {
					t.Fatal(err)
				}
				if err := test.second(t.Context(), client); !errors.Is(err, test.want) || err != nil && test.want == nil {
					t.Errorf("got %v, want %v", err, test.want)
				}
				if said := network.Said(); said != test.said {
					t.Errorf("the requests were %s, want %s", said, test.said)
				}
			})
		})
	}
}

// A client that has changed nothing, or nothing of late, believes what it is told at once.
func TestOthersAnswersAreBelievedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, network := scripted(t, httpapi.Config{}, only(absent))
		client.visible.note(everywhere)
		client.visible.note(clusterID)
		look := func(want string) {
			t.Helper()
			began := time.Now()
			if _, err := client.Policy(t.Context(), UserPolicy, "v", "p"); !errors.Is(err, httpapi.ErrNotFound) {
				t.Error(err)
			}
			if said := network.Said(); said != want || time.Since(began) > 0 {
				t.Errorf("the requests were %s, and took %s", said, time.Since(began))
			}
		}
		look("GET a")
		client.api.NoteChange(http.MethodPut, apiPath("policies", "v", "other"))
		look("GET a")
		client.api.NoteChange(http.MethodPut, apiPath("policies", "v", "p"))
		// In the time of the test's bubble, which costs nothing: what was changed longer ago is no reason to doubt.
		time.Sleep(httpapi.DefaultDoubtFor)
		look("GET a")
	})
}

// A list shows what was made before; where nothing was, nothing is waited for.
func TestListsWaitForNewsOfOwnChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := scripted(t, httpapi.Config{}, only(reply{Status: 200, Body: `[]`}))
		for _, want := range []time.Duration{0, httpapi.DefaultViewLag} {
			began := time.Now()
			if _, err := client.Exchanges(t.Context(), "v"); err != nil {
				t.Error(err)
			}
			if took := time.Since(began); took != want {
				t.Errorf("it took %s, want %s", took, want)
			}
			client.api.NoteChange(http.MethodPut, apiPath("exchanges", "v", "x"))
		}
	})
}
