package management

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

var equal = reply{Status: 204}

// Whether a queue or exchange is new is told by the status alone, and not where the answer to our own request was lost.
func TestCreateTellsWhatExists(t *testing.T) {
	inequivalent := reply{Status: 400, Body: `{"error":"bad_request","reason":"inequivalent arg 'durable' for queue 'q' in vhost 'v'"}`}
	for name, test := range map[string]struct {
		nodes [][]reply
		want  error
	}{
		"new":                         {[][]reply{{created}}, nil},
		"equal":                       {[][]reply{{equal}}, ErrExists},
		"other":                       {[][]reply{{inequivalent}}, httpapi.ErrInequivalent},
		"new, answer lost":            {[][]reply{{cuts, fine, equal}}, nil},
		"new, answer lost, two nodes": {[][]reply{{cuts}, {fine, equal}}, nil},
		"new, after all":              {[][]reply{{cuts, absent, created}}, nil},
		"equal, at the second try":    {[][]reply{{tooBusy, equal}}, ErrExists},
		"other, answer lost":          {[][]reply{{cuts, fine, inequivalent}}, httpapi.ErrInequivalent},
	} {
		t.Run(name, func(t *testing.T) {
			for kind, create := range map[string]func(context.Context, *Client) error{
				"queue": func(ctx context.Context, c *Client) error { return c.CreateQueue(ctx, Queue{Vhost: "v", Name: "q"}) },
				"exchange": func(ctx context.Context, c *Client) error {
					return c.CreateExchange(ctx, Exchange{Vhost: "v", Name: "q"})
				},
			} {
				synctest.Test(t, func(t *testing.T) {
					client, _ := scripted(t, httpapi.Config{}, test.nodes...)
					if err := create(t.Context(), client); !errors.Is(err, test.want) || err != nil && test.want == nil {
						t.Errorf("%s: got %v, want %v", kind, err, test.want)
					}
				})
			}
		})
	}
}

// A node behind a load balancer may not have heard yet that the old queue is gone.
func TestWhatWasRemovedBeforeDoesNotExist(t *testing.T) {
	synctest.Test(t, whatWasRemovedBefore)
}

func whatWasRemovedBefore(t *testing.T) {
	client, _ := scripted(t, httpapi.Config{}, only(equal))
	queue := Queue{Vhost: "v/1", Name: "q 1"}
	if err := client.DeleteQueue(t.Context(), queue.Vhost, queue.Name, true); err != nil {
		t.Fatal(err)
	}
	if err := client.CreateQueue(t.Context(), queue); err != nil {
		t.Error(err)
	}
	if err := client.CreateQueue(t.Context(), queue); !errors.Is(err, ErrExists) {
		t.Errorf("got %v for a queue that was made again", err)
	}
}

func TestFindBinding(t *testing.T) {
	list := reply{Status: 200, Body: `[{"routing_key":"a","arguments":{"n":9007199254740993},"properties_key":"a~1"},{"routing_key":"a","arguments":{},"properties_key":"a"}]`}
	client, _ := scripted(t, httpapi.Config{}, only(list))
	plain := Binding{Vhost: "v", Source: "x", Destination: "q", DestinationType: ToQueue, RoutingKey: "a"}
	if key, err := client.FindBinding(t.Context(), plain); key != "a" || err != nil {
		t.Errorf("%q, %v", key, err)
	}
	other := plain
	other.RoutingKey = "b"
	if _, err := client.FindBinding(t.Context(), other); !errors.Is(err, httpapi.ErrNotFound) {
		t.Errorf("got %v, want httpapi.ErrNotFound", err)
	}
	removed := plain
	removed.PropertiesKey = "a"
	client.api.NoteChange(http.MethodDelete, removed.path())
	if _, err := client.FindBinding(t.Context(), plain); !errors.Is(err, httpapi.ErrNotFound) {
		t.Errorf("got %v for what was removed before", err)
	}
}
