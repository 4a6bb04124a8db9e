package httpapi

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// faultyBodies are successes that end before they should, or make no sense.
var faultyBodies = map[string]http.HandlerFunc{
	"half a body": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `["a",`)
	},
	"cut while it is sent": func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `["a","b"]`)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	},
	"a page": answering(200, "<html>Maintenance</html>"),
	"broken": answering(200, `["a",}`),
	"said to be gzip": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, `["a"]`)
	},
}

func TestFaultyBodyIsAskedForElsewhere(t *testing.T) {
	for name, handler := range faultyBodies {
		t.Run(name, func(t *testing.T) {
			faulty, other := newFakeNode(t, handler), newFakeNode(t, answering(200, `["c"]`))
			client := newClient(t, faulty.URL, other.URL)
			var got []string
			if _, err := client.Do(t.Context(), Reading("/api/queues/v", &got)); err != nil || strings.Join(got, "") != "c" {
				t.Errorf("got %v, %v", got, err)
			}
			if faulty.Requests.Load() != 1 || other.Requests.Load() != 1 {
				t.Errorf("%d and %d requests", faulty.Requests.Load(), other.Requests.Load())
			}
		})
	}
}

func TestGarbledIsToldFromCut(t *testing.T) {
	for name, handler := range faultyBodies {
		client := newClientWith(t, Config{Endpoints: []string{newFakeNode(t, handler).URL}, MaxRetries: new(0)})
		var got []string
		_, err := client.Do(t.Context(), Reading("/api/queues/v", &got))
		cut := name == "half a body" || strings.HasPrefix(name, "cut")
		if errors.Is(err, ErrGarbled) == cut || err == nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// endless is a body that never ends.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestBodiesAreBounded(t *testing.T) {
	var object struct{}
	short := Reading("/api/queues/v/q", &object)
	short.Limit = MaxObject
	list := Reading("/api/queues/v", &[]struct{}{})
	if short.Limit >= list.Limit {
		t.Errorf("an object may have %d bytes, a list %d", short.Limit, list.Limit)
	}
	// To decode that much takes too long.
	all := func(body io.Reader) error {
		_, err := io.Copy(io.Discard, body)
		return err
	}
	short.Decode, list.Decode = all, all
	for name, r := range map[string]Request{"object": short, "list": list} {
		if _, err := readBody(endless(' '), r, http.StatusOK); err == nil || !strings.Contains(err.Error(), "longer than") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := readBody(endless('x'), Request{Method: http.MethodPut}, http.StatusCreated); err == nil {
		t.Error("a write has an endless answer")
	}
	keep, err := readBody(endless('x'), short, http.StatusBadGateway)
	if err != nil || len(keep) > maxKept+1 {
		t.Errorf("%d bytes of an error are kept, %v", len(keep), err)
	}
}

// A body that is small on the wire may be large.
func TestDecompressedBodiesAreBounded(t *testing.T) {
	var body bytes.Buffer
	packed := gzip.NewWriter(&body)
	if _, err := io.CopyN(packed, endless(' '), MaxObject+1); err != nil {
		t.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	node := newFakeNode(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(body.Bytes())
	})
	client := newClientWith(t, Config{Endpoints: []string{node.URL}, MaxRetries: new(0)})
	var object struct{}
	_, err := client.Do(t.Context(), Reading(objectPath, &object))
	if !errors.Is(err, ErrGarbled) || !strings.Contains(err.Error(), "longer than") {
		t.Error(err)
	}
}
