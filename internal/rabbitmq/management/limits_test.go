package management

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

func TestLimitsInEveryForm(t *testing.T) {
	both := map[string]json.Number{"max-connections": "5", "max-queues": "-1"}
	for body, want := range map[string]map[string]json.Number{
		`[{"vhost":"v","value":{"max-queues":-1,"max-connections":5}}]`: both,
		`{"vhost":"v","value":{"max-queues":-1,"max-connections":5}}`:   both,
		`[{"vhost":"v","value":{"max-queues":90071992547409930}}]`:      {"max-queues": "90071992547409930"},
		`[{"vhost":"v","value":[]}]`:                                    {},
		`{"vhost":"v","value":[]}`:                                      {},
		`{"vhost":"v","value":{}}`:                                      {},
		`[]`:                                                            {},
	} {
		node := newFakeNode(t, answering(http.StatusOK, body))
		got, err := newClient(t, node.URL).Limits(t.Context(), VhostLimits, "v")
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("%s: %v, %v", body, got, err)
		}
	}
	for _, body := range []string{`[5]`, `{"value":{"max-queues":{}}}`, `"x"`} {
		node := newFakeNode(t, answering(http.StatusOK, body))
		if got, err := newClient(t, node.URL).Limits(t.Context(), VhostLimits, "v"); err == nil {
			t.Errorf("%s: %v", body, got)
		}
	}
}

func TestLimitsOfManyAreReadByOneList(t *testing.T) {
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/user-limits" {
			answering(http.StatusOK, `[{"user":"a","value":{"max-channels":1}},{"user":"b","value":{"max-channels":2}}]`)(w, r)
			return
		}
		answering(http.StatusOK, `[]`)(w, r)
	})
	client := newClient(t, node.URL)
	for range smallOperation {
		if got, err := client.Limits(t.Context(), UserLimits, "none"); err != nil || len(got) != 0 {
			t.Fatal(got, err)
		}
	}
	for user, want := range map[string]json.Number{"a": "1", "b": "2"} {
		if got, err := client.Limits(t.Context(), UserLimits, user); err != nil || got["max-channels"] != want {
			t.Errorf("%s: %v, %v", user, got, err)
		}
	}
	if node.Requests.Load() != smallOperation+1 {
		t.Errorf("%d requests", node.Requests.Load())
	}
}

func TestLimitsOfWhatDoesNotExist(t *testing.T) {
	gone := newFakeNode(t, answering(http.StatusNotFound, notFound))
	if _, err := newClient(t, gone.URL).Limits(t.Context(), VhostLimits, "v"); !errors.Is(err, httpapi.ErrNotFound) {
		t.Error(err)
	}
	if err := newClient(t, gone.URL).ClearLimit(t.Context(), VhostLimits, "v", "max-queues"); !errors.Is(err, httpapi.ErrNotFound) {
		t.Error(err)
	}
}
