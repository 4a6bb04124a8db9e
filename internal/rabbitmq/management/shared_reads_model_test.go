package management

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// modelNode is a broker of policies whose answers are late: what it says was true at some moment while it was asked.
type modelNode struct {
	mu       sync.Mutex
	policies map[string]int64
}

func (m *modelNode) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	pause()
	name := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/api/policies/v"), "/")
	m.mu.Lock()
	priority, there := m.policies[name]
	list := make([]string, 0, len(m.policies))
	for each, priority := range m.policies {
		list = append(list, policyJSON(each, priority))
	}
	status := http.StatusNoContent
	switch r.Method {
	case http.MethodPut:
		var policy Policy
		_ = json.NewDecoder(r.Body).Decode(&policy)
		m.policies[name] = policy.Priority
	case http.MethodDelete:
		delete(m.policies, name)
	}
	m.mu.Unlock()
	pause()
	switch {
	case r.Method != http.MethodGet:
		w.WriteHeader(status)
	case name == "":
		answering(http.StatusOK, "["+strings.Join(list, ",")+"]")(w, r)
	case there:
		answering(http.StatusOK, policyJSON(name, priority))(w, r)
	default:
		answering(http.StatusNotFound, notFound)(w, r)
	}
}

func policyJSON(name string, priority int64) string {
	return fmt.Sprintf(`{"vhost":"v","name":%q,"priority":%d}`, name, priority)
}

func pause() { time.Sleep(rand.N(300 * time.Microsecond)) }

// modelObject is what the writer does to one policy. State n was begun when begun >= n and answered when answered >= n;
// every third state is "deleted".
type modelObject struct{ begun, answered atomic.Int64 }

func deletedIn(state int64) bool { return state%3 == 0 }

// TestReadsNeverSeeWhatAWriteHasReplaced lets writers and readers loose on the same policies. Each read has to give a
// state that the object had between the last write answered before it and the last write begun before its end. Rounds
// with a new client each keep lists in use: an object is taken from each of them once.
func TestReadsNeverSeeWhatAWriteHasReplaced(t *testing.T) {
	const rounds, objects, readers, readsEach, writes = 60, 12, 10, 12, 4
	for range rounds {
		server := newFakeNode(t, (&modelNode{policies: map[string]int64{}}).ServeHTTP)
		client := newClient(t, server.URL)
		var model [objects]modelObject
		var group sync.WaitGroup
		for i := range objects {
			writeState(t, client, i, 1, &model[i])
		}
		group.Go(func() {
			for range writes {
				// Rests let reads share a list between two writes.
				time.Sleep(rand.N(3 * time.Millisecond))
				i := rand.N(objects)
				writeState(t, client, i, model[i].begun.Load()+1, &model[i])
			}
		})
		for range readers {
			group.Go(func() {
				for range readsEach {
					i := rand.N(objects)
					readState(t, client, i, &model[i])
				}
			})
		}
		group.Wait()
	}
}

func writeState(t *testing.T, client *Client, i int, state int64, object *modelObject) {
	t.Helper()
	object.begun.Store(state)
	var err error
	if name := fmt.Sprintf("p%d", i); deletedIn(state) {
		err = client.DeletePolicy(t.Context(), UserPolicy, "v", name)
	} else {
		err = client.PutPolicy(t.Context(), UserPolicy, Policy{Vhost: "v", Name: name, Priority: state})
	}
	if err != nil {
		t.Error(err)
	}
	object.answered.Store(state)
}

func readState(t *testing.T, client *Client, i int, object *modelObject) {
	t.Helper()
	from := object.answered.Load()
	policy, err := client.Policy(t.Context(), UserPolicy, "v", fmt.Sprintf("p%d", i))
	to := object.begun.Load()
	for state := from; state <= to; state++ {
		switch {
		case deletedIn(state) && errors.Is(err, httpapi.ErrNotFound):
			return
		case err == nil && policy.Priority == state:
			return
		}
	}
	t.Errorf("policy %d between its states %d and %d: read %v, %v", i, from, to, policy, err)
}
