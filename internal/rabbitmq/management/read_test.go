package management

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

func TestAbsenceTakesTwoNodes(t *testing.T) {
	missing := func(t *testing.T) string { return newFakeNode(t, answering(404, notFound)).URL }
	present := func(t *testing.T) string { return newFakeNode(t, answering(200, `{"name":"q","type":"quorum"}`)).URL }
	for name, test := range map[string]struct {
		endpoints []string
		want      error
	}{
		"the only endpoint":           {[]string{missing(t)}, httpapi.ErrNotFound},
		"both agree":                  {[]string{missing(t), missing(t)}, httpapi.ErrNotFound},
		"the second knows it":         {[]string{missing(t), present(t)}, nil},
		"the second is dead":          {[]string{missing(t), deadEndpoint(t)}, ErrUnconfirmed},
		"the third agrees":            {[]string{missing(t), deadEndpoint(t), missing(t)}, httpapi.ErrNotFound},
		"the first is dead, one left": {[]string{deadEndpoint(t), missing(t)}, ErrUnconfirmed},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := newClient(t, test.endpoints...).Queue(t.Context(), "/", "q")
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if errors.Is(test.want, ErrUnconfirmed) && errors.Is(err, httpapi.ErrNotFound) {
				t.Error("one node's word counts as absence")
			}
		})
	}
}

func TestNumbersStayExact(t *testing.T) {
	node := newFakeNode(t, answering(200, `{"name":"q","arguments":{"x-max-length":9007199254740993,"x-queue-type":"quorum"}}`))
	queue, err := newClient(t, node.URL).Queue(t.Context(), "/", "q")
	if err != nil {
		t.Fatal(err)
	}
	if got := queue.Arguments["x-max-length"]; got != json.Number("9007199254740993") {
		t.Errorf("x-max-length is %v", got)
	}
	if _, there := queue.Arguments[argumentType]; there || queue.Type != "quorum" {
		t.Errorf("the type is %q, the arguments %v", queue.Type, queue.Arguments)
	}
}

func TestAnswerThatIsNotJSON(t *testing.T) {
	for _, body := range []string{"", "<html>", `{"name":`} {
		node := newFakeNode(t, answering(200, body))
		if _, err := newClient(t, node.URL).Vhost(t.Context(), "/"); err == nil {
			t.Errorf("%q was accepted", body)
		}
	}
}

func TestVhostTagsInBothForms(t *testing.T) {
	for body, want := range map[string]int{`{"tags":["a","b"]}`: 2, `{"tags":"a,b"}`: 2, `{"tags":""}`: 0, `{"tags":[]}`: 0, `{}`: 0} {
		node := newFakeNode(t, answering(200, body))
		vhost, err := newClient(t, node.URL).Vhost(t.Context(), "/")
		if err != nil || len(vhost.Tags) != want {
			t.Errorf("%s: %v, %v", body, vhost, err)
		}
	}
}
