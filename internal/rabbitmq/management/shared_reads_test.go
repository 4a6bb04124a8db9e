package management

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// listNode answers lists and single objects of a fixed set of queues.
func listNode(t *testing.T, names ...string) *fakeNode {
	t.Helper()
	there := map[string]string{}
	var all []string
	for _, name := range names {
		there[name] = fmt.Sprintf(`{"name":%q,"vhost":"v","type":"quorum","arguments":{"x-max-length":9007199254740993}}`, name)
		all = append(all, there[name])
	}
	return newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		switch name, single := strings.CutPrefix(r.URL.Path, "/api/queues/v/"); {
		case r.URL.Path == "/api/whoami":
			answering(http.StatusOK, `{"tags":"administrator"}`)(w, r)
		case r.URL.Path == apiPath("nodes"):
			answering(http.StatusOK, allRun)(w, r)
		case r.URL.Query().Has("page"):
			answering(http.StatusOK, `{"items":[]}`)(w, r)
		case !single:
			answering(http.StatusOK, "["+strings.Join(all, ",")+"]")(w, r)
		case there[name] == "":
			answering(http.StatusNotFound, notFound)(w, r)
		default:
			answering(http.StatusOK, there[name])(w, r)
		}
	})
}

func manyNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("q%d", i)
	}
	return names
}

// readAll reads queues as Terraform does: ten at once.
func readAll(t *testing.T, client *Client, names []string) {
	t.Helper()
	work := make(chan string)
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for name := range work {
				if queue, err := client.Queue(t.Context(), "v", name); err != nil || queue.Name != name {
					t.Errorf("%s: %v, %v", name, queue, err)
				}
			}
		})
	}
	for _, name := range names {
		work <- name
	}
	close(work)
	workers.Wait()
}

func TestManyReadsShareOneList(t *testing.T) {
	names := manyNames(1000)
	node := listNode(t, names...)
	readAll(t, newClient(t, node.URL), names)
	if got := node.Requests.Load(); got != smallOperation+1 {
		t.Errorf("%d requests for 1,000 queues, want %d", got, smallOperation+1)
	}
}

func TestFewReadsDoNotFetchTheList(t *testing.T) {
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/queues/v" {
			t.Error("the list was asked for")
		}
		answering(http.StatusOK, `{"name":"q"}`)(w, r)
	})
	client := newClient(t, node.URL)
	for range smallOperation {
		if _, err := client.Queue(t.Context(), "v", "q"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryWriteMakesListsUseless(t *testing.T) {
	names := manyNames(smallOperation + 2)
	node := listNode(t, names...)
	client := newClient(t, node.URL)
	readAll(t, client, names[:smallOperation+1])
	before := node.Requests.Load()
	if err := client.PutPolicy(t.Context(), UserPolicy, Policy{Vhost: "v", Name: "p"}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Queue(t.Context(), "v", names[smallOperation+1]); err != nil {
		t.Fatal(err)
	}
	if got := node.Requests.Load() - before; got != 3 {
		t.Errorf("%d requests for a write, a look at the nodes before it, and a read, want 3: the list is older than the write", got)
	}
}

func TestAnObjectIsTakenFromAListOnce(t *testing.T) {
	names := manyNames(smallOperation + 1)
	node := listNode(t, names...)
	client := newClient(t, node.URL)
	readAll(t, client, names)
	last := names[smallOperation]
	before := node.Requests.Load()
	readAll(t, client, []string{last, last})
	if got := node.Requests.Load() - before; got < 1 {
		t.Errorf("%d requests: an object was served twice from one list", got)
	}
}

func TestListsWordIsNotEnoughForAbsence(t *testing.T) {
	many := manyNames(smallOperation)
	for name, test := range map[string]struct {
		second string
		want   error
	}{
		"no second":          {"", httpapi.ErrNotFound},
		"the second agrees":  {listNode(t, many...).URL, httpapi.ErrNotFound},
		"the second has it":  {listNode(t, append(many, "late")...).URL, nil},
		"the second is dead": {deadEndpoint(t), ErrUnconfirmed},
	} {
		t.Run(name, func(t *testing.T) {
			node := listNode(t, many...)
			endpoints := []string{node.URL}
			if test.second != "" {
				endpoints = append(endpoints, test.second)
			}
			client := newClient(t, endpoints...)
			readAll(t, client, many)
			queue, err := client.Queue(t.Context(), "v", "late")
			if !errors.Is(err, test.want) || err == nil && queue.Name != "late" {
				t.Errorf("got %v, %v; want %v", queue, err, test.want)
			}
		})
	}
}

func TestPoisonedListIsReadOneByOne(t *testing.T) {
	names := manyNames(20)
	healthy := listNode(t, names...)
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/queues/v" {
			answering(http.StatusInternalServerError, `{"error":"internal_server_error","reason":"badarg"}`)(w, r)
			return
		}
		healthy.Config.Handler.ServeHTTP(w, r)
	})
	readAll(t, newClient(t, node.URL), names)
	if got := node.Requests.Load(); got != 22 {
		t.Errorf("%d requests, want two for the list and one an object", got)
	}
}

func TestOneBadObjectDoesNotSpoilTheList(t *testing.T) {
	names := manyNames(50)
	healthy := listNode(t, names...)
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/queues/v" {
			list := make([]string, 0, len(names)+1)
			for _, name := range names {
				list = append(list, fmt.Sprintf(`{"name":%q,"vhost":"v","messages":"a metric of a new type"}`, name))
			}
			answering(http.StatusOK, `[{"name":{}},`+strings.Join(list, ",")+"]")(w, r)
			return
		}
		healthy.Config.Handler.ServeHTTP(w, r)
	})
	readAll(t, newClient(t, node.URL), names)
	if got := node.Requests.Load(); got != smallOperation+1 {
		t.Errorf("%d requests, want %d", got, smallOperation+1)
	}
}
