package management

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// unreliable is a cluster of three nodes that share their objects and fail at random.
type unreliable struct {
	mu      sync.Mutex
	random  *rand.Rand
	objects map[string]string
	posted  map[string]int
}

func (u *unreliable) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	u.mu.Lock()
	fault := u.random.IntN(12)
	u.mu.Unlock()
	switch fault {
	case 0: // nothing was done
		panic(http.ErrAbortHandler)
	case 1:
		w.Header().Set("Retry-After", "0")
		answering(http.StatusServiceUnavailable, "")(w, r)
		return
	case 2:
		answering(http.StatusBadRequest, `{"error":"bad_request","reason":"because the metadata store operation timed out"}`)(w, r)
		return
	}
	status, answer := u.apply(r, string(body))
	switch {
	case fault == 3: // it was done, but the answer is lost
		panic(http.ErrAbortHandler)
	case fault == 4:
		answering(http.StatusBadGateway, "<html>")(w, r)
	case fault == 5 && r.Method == http.MethodGet && status == http.StatusOK:
		w.Header().Set("Content-Length", fmt.Sprint(len(answer)))
		_, _ = io.WriteString(w, answer[:len(answer)/2])
	case fault == 6 && r.Method == http.MethodGet && status == http.StatusOK:
		answering(http.StatusOK, "<html>"+answer)(w, r)
	default:
		answering(status, answer)(w, r)
	}
}

func (u *unreliable) apply(r *http.Request, body string) (status int, answer string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	value, there := u.objects[r.URL.Path]
	switch {
	case r.Method == http.MethodPut:
		u.objects[r.URL.Path] = body
		return http.StatusCreated, ""
	case r.Method == http.MethodPost:
		u.posted[body]++
		return http.StatusCreated, ""
	case !there:
		return http.StatusNotFound, notFound
	case r.Method == http.MethodDelete:
		delete(u.objects, r.URL.Path)
		return http.StatusNoContent, ""
	}
	return http.StatusOK, value
}

// is reads what is really there.
func (u *unreliable) is(path string) (string, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	value, there := u.objects[path]
	return value, there
}

// Whatever goes wrong on the way: a write that succeeded was done, a read that succeeded was read whole, and nothing that
// must not be sent twice is.
func TestNothingIsPromisedThatIsNotSo(t *testing.T) {
	const workers, steps = 4, 150
	cluster := &unreliable{random: rand.New(rand.NewPCG(1, 2)), objects: map[string]string{}, posted: map[string]int{}}
	var endpoints []string
	for range 3 {
		endpoints = append(endpoints, newFakeNode(t, cluster.ServeHTTP).URL)
	}
	client := newClientWith(t, httpapi.Config{Endpoints: endpoints, Backoff: func(int) time.Duration { return 0 }})
	var succeeded, failed sync.Map
	var all sync.WaitGroup
	for worker := range workers {
		all.Go(func() {
			path := fmt.Sprintf("/api/queues/v/q%d", worker) // nobody else writes it
			random := rand.New(rand.NewPCG(3, uint64(worker)))
			for step := range steps {
				name := fmt.Sprintf("%d of %d ", step, worker)
				if err := oneStep(t, client, cluster, path, name+strings.Repeat("x", 100), random.IntN(4)); err != nil {
					failed.Store(name, err)
				} else {
					succeeded.Store(name, true)
				}
			}
		})
	}
	all.Wait()
	length := func(m *sync.Map) (n int) {
		m.Range(func(any, any) bool { n++; return true })
		return n
	}
	if done, lost := length(&succeeded), length(&failed); done < lost || lost == 0 {
		t.Errorf("%d steps succeeded and %d failed: the test tests too little", done, lost)
	}
}

func oneStep(t *testing.T, client *Client, cluster *unreliable, path, value string, kind int) error {
	body, _ := json.Marshal([]string{value})
	r := httpapi.Request{Method: http.MethodPut, Path: path, Body: body}
	var got []string
	switch kind {
	case 1:
		r = httpapi.Request{Method: http.MethodDelete, Path: path}
	case 2:
		r = httpapi.Request{Method: http.MethodPost, Path: path, Body: body}
	case 3:
		r = httpapi.Reading(path, &got)
	}
	before, _ := cluster.is(path)
	_, err := client.api.Do(t.Context(), r)
	after, there := cluster.is(path)
	switch missing := errors.Is(err, httpapi.ErrNotFound); {
	case kind == 0 && err == nil && after != string(body):
		t.Errorf("PUT of %s succeeded, there is %s", body, after)
	case kind == 1 && (err == nil || missing) && there:
		t.Errorf("DELETE succeeded (%v), there is %s", err, after)
	case kind == 3 && missing && before != "":
		t.Errorf("the object is missing, there is %s", before)
	case kind == 3 && err == nil && (len(got) != 1 || before != mustMarshal(t, got)):
		t.Errorf("read %v, there is %s", got, before)
	case kind == 2:
		cluster.mu.Lock()
		defer cluster.mu.Unlock()
		if times := cluster.posted[string(body)]; times > 1 || err == nil && times != 1 {
			t.Errorf("POST was done %d times (%v)", times, err)
		}
	}
	return err
}

func mustMarshal(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}
