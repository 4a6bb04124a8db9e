package management

import (
	"errors"
	"net/http"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

const twoExchanges = `[{"user":"u","vhost":"/","exchange":"other","write":"","read":""},` +
	`{"user":"u","vhost":"/","exchange":"amq.topic","write":"^a","read":".*"}]`

func TestTopicPermissionsAreFoundByTheirExchange(t *testing.T) {
	node := newFakeNode(t, answering(http.StatusOK, twoExchanges))
	got, err := newClient(t, node.URL).TopicPermissions(t.Context(), "/", "u", "amq.topic")
	if err != nil || got.Write != "^a" || got.Read != ".*" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestTopicPermissionsFromTheListOfAll(t *testing.T) {
	node := newFakeNode(t, answering(http.StatusOK, twoExchanges))
	client := newClient(t, node.URL)
	for range smallOperation {
		_, _ = client.TopicPermissions(t.Context(), "/", "u", "amq.topic")
	}
	for _, exchange := range []string{"amq.topic", "other"} {
		if got, err := client.TopicPermissions(t.Context(), "/", "u", exchange); err != nil || got.Exchange != exchange {
			t.Errorf("%s: %v, %v", exchange, got, err)
		}
	}
	if node.Requests.Load() != smallOperation+1 {
		t.Errorf("%d requests", node.Requests.Load())
	}
}

func TestTopicPermissionsThatAreMissingTakeTwoNodes(t *testing.T) {
	knows := func() string { return newFakeNode(t, answering(http.StatusOK, twoExchanges)).URL }
	others := func() string {
		return newFakeNode(t, answering(http.StatusOK, `[{"user":"u","vhost":"/","exchange":"other"}]`)).URL
	}
	none := func() string { return newFakeNode(t, answering(http.StatusNotFound, notFound)).URL }
	for name, test := range map[string]struct {
		endpoints []string
		want      error
	}{
		"the only node":               {[]string{others()}, httpapi.ErrNotFound},
		"both agree":                  {[]string{others(), others()}, httpapi.ErrNotFound},
		"both, the second has none":   {[]string{others(), none()}, httpapi.ErrNotFound},
		"both, the first has none":    {[]string{none(), others()}, httpapi.ErrNotFound},
		"the second knows them":       {[]string{others(), knows()}, nil},
		"the second is dead":          {[]string{others(), deadEndpoint(t)}, ErrUnconfirmed},
		"the first has none at all":   {[]string{none(), knows()}, nil},
		"nobody has any of that user": {[]string{none(), none()}, httpapi.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := newClient(t, test.endpoints...).TopicPermissions(t.Context(), "/", "u", "amq.topic")
			if !errors.Is(err, test.want) || test.want == nil && (got == nil || got.Write != "^a") {
				t.Errorf("%v, %v, want %v", got, err, test.want)
			}
			if errors.Is(test.want, ErrUnconfirmed) && errors.Is(err, httpapi.ErrNotFound) {
				t.Error("one node's word counts as absence")
			}
		})
	}
}
