package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
)

// stateStore keeps Terraform's states in memory, for the backend "http".
//
// With a local state Terraform writes the whole file after each object, so that creating and destroying take time by the
// square of the number of objects, whatever the provider (https://github.com/hashicorp/terraform/issues/34296). With any
// remote backend, as teams have, it writes every 20 s and at the end.
type stateStore struct {
	server  *http.Server
	address string // base URL

	mu     sync.Mutex
	states map[string][]byte // by path
}

func startStates() (*stateStore, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("keep states: %w", err)
	}
	s := &stateStore{address: "http://" + listener.Addr().String() + "/", states: map[string][]byte{}}
	s.server = &http.Server{Handler: s}
	go func() { _ = s.server.Serve(listener) }() // it ends with Close
	return s, nil
}

// ServeHTTP speaks the protocol of the backend "http", without locks.
func (s *stateStore) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return // Terraform went away
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch req.Method {
	case http.MethodGet:
		if state, known := s.states[req.URL.Path]; known {
			_, _ = w.Write(state)
		} else {
			w.WriteHeader(http.StatusNoContent)
		}
	case http.MethodPost:
		s.states[req.URL.Path] = body
	case http.MethodDelete:
		delete(s.states, req.URL.Path)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

// forget drops the state of one arm.
func (s *stateStore) forget(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.states, "/"+name)
}

func (s *stateStore) close() error { return s.server.Close() }
