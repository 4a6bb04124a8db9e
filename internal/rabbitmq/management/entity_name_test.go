package management

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// Asked to delete "orders\n" the broker would delete "orders", whoever made that.
func TestNothingIsDeletedUnderAnotherName(t *testing.T) {
	asked := 0
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(node.Close)
	client, err := New(httpapi.Config{Endpoints: []string{node.URL}})
	if err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"queue": client.DeleteQueue(t.Context(), "v", "orders\n", false), "exchange": client.DeleteExchange(t.Context(), "v", "or\rders"),
	} {
		if !errors.Is(err, ErrOtherName) || asked > 0 {
			t.Errorf("%s: %v after %d requests", what, err, asked)
		}
	}
}
