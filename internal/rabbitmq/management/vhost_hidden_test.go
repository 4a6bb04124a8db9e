package management

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHiddenVhosts(t *testing.T) {
	for tags, want := range map[string][]string{
		`["monitoring"]`:               {"b"},
		`"monitoring,management"`:      {"b"},
		`["administrator","anything"]`: nil,
	} {
		node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/api/whoami" {
				answering(http.StatusOK, `{"name":"u","tags":`+tags+`}`)(w, r)
				return
			}
			answering(http.StatusOK, `[{"vhost":"a"},{"vhost":"c"},{"vhost":"a"}]`)(w, r)
		})
		got, err := newClient(t, node.URL).HiddenVhosts(t.Context(), []string{"a", "b", "c"})
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", tags, err, diff)
		}
	}
}
