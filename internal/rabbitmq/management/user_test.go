package management

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// userNode knows one user and keeps the bodies of what is put.
func userNode(t *testing.T, user string) (*fakeNode, func() []string) {
	t.Helper()
	var mu sync.Mutex
	var bodies []string
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPut {
			answering(http.StatusOK, user)(w, r)
			return
		}
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		bodies = append(bodies, r.URL.EscapedPath()+" "+string(body))
		w.WriteHeader(http.StatusNoContent)
	})
	return node, func() []string { mu.Lock(); defer mu.Unlock(); return bodies }
}

func TestUserTagsInBothForms(t *testing.T) {
	for body, want := range map[string][]string{
		`{"name":"u","tags":["a","b"],"limits":{"max-channels":5}}`: {"a", "b"}, `{"name":"u","tags":"a,b"}`: {"a", "b"},
		`{"name":"u","tags":""}`: nil, `{"name":"u","tags":[]}`: nil,
	} {
		node := newFakeNode(t, answering(200, body))
		user, err := newClient(t, node.URL).User(t.Context(), "u")
		if err != nil || !slices.Equal(user.Tags, want) {
			t.Errorf("%s: %v, %v", body, user, err)
		}
	}
}

func TestOtherTagsNeverEmptyThePassword(t *testing.T) {
	for name, test := range map[string]struct{ user, want string }{
		"hash":        {`{"name":"u/1","password_hash":"AAAA","hashing_algorithm":"rabbit_password_hashing_md5","tags":"x"}`, `{"tags":"a,b","password_hash":"AAAA","hashing_algorithm":"rabbit_password_hashing_md5"}`},
		"no password": {`{"name":"u/1","password_hash":"","hashing_algorithm":"rabbit_password_hashing_sha256","tags":[]}`, `{"tags":"a,b","password_hash":"","hashing_algorithm":"rabbit_password_hashing_sha256"}`},
	} {
		t.Run(name, func(t *testing.T) {
			node, put := userNode(t, test.user)
			if err := newClient(t, node.URL).SetUserTags(t.Context(), "u/1", []string{"a", "b"}); err != nil {
				t.Fatal(err)
			}
			if got := put(); !slices.Equal(got, []string{"/api/users/u%2F1 " + test.want}) {
				t.Errorf("put %q, want %s", got, test.want)
			}
		})
	}
}

func TestTagsOfAMissingUserAreNotPut(t *testing.T) {
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			t.Error("a user was made that somebody had deleted")
		}
		answering(http.StatusNotFound, notFound)(w, r)
	})
	if err := newClient(t, node.URL).SetUserTags(t.Context(), "u", nil); !errors.Is(err, httpapi.ErrNotFound) {
		t.Error(err)
	}
}

func TestPasswordIsPutAloneAndNamedNowhereElse(t *testing.T) {
	node, put := userNode(t, `{}`)
	client := newClient(t, node.URL)
	if err := client.PutUserWithPassword(t.Context(), "u", nil, "geheim"); err != nil {
		t.Fatal(err)
	}
	if got := put(); !slices.Equal(got, []string{`/api/users/u {"tags":"","password":"geheim"}`}) {
		t.Errorf("put %q", got)
	}
	refusing := newFakeNode(t, answering(http.StatusBadRequest, `{"error":"bad_request","reason":"credential_validation_failed"}`))
	err := newClient(t, refusing.URL).PutUserWithPassword(t.Context(), "u", nil, "geheim")
	if err == nil || strings.Contains(err.Error(), "geheim") || !strings.Contains(err.Error(), "credential_validation_failed") {
		t.Error(err)
	}
}

func TestUsersAndTheirPasswordsAreReadByOneListEach(t *testing.T) {
	const users = 40
	var elements []string
	for i := range users {
		elements = append(elements, fmt.Sprintf(`{"name":"u%d","password_hash":"AAAA"}`, i))
	}
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if name, single := strings.CutPrefix(r.URL.Path, "/api/users/"); single {
			answering(http.StatusOK, fmt.Sprintf(`{"name":%q,"password_hash":"AAAA"}`, name))(w, r)
			return
		}
		answering(http.StatusOK, "["+strings.Join(elements, ",")+"]")(w, r)
	})
	client := newClient(t, node.URL)
	for i := range users {
		name := fmt.Sprintf("u%d", i)
		for _, read := range []func() (*User, error){
			func() (*User, error) { return client.User(t.Context(), name) },
			func() (*User, error) { return client.UserPassword(t.Context(), name) },
		} {
			if user, err := read(); err != nil || user.Name != name || user.PasswordHash != "AAAA" {
				t.Fatalf("%v, %v", user, err)
			}
		}
	}
	if most := int64(smallOperation + 2); node.Requests.Load() > most {
		t.Errorf("%d requests for %d users, want %d at most", node.Requests.Load(), users, most)
	}
}
