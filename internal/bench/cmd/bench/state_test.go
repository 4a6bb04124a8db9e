package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// Terraform reads 204 as a state that was never written, and anything else of 200 as a state.
func TestStatesAreKeptApartAndForgotten(t *testing.T) {
	states, err := startStates()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := states.close(); err != nil {
			t.Error(err)
		}
	})
	ask := func(method, name, body string) (int, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, states.address+name, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(text)
	}
	if status, _ := ask(http.MethodGet, "ours", ""); status != http.StatusNoContent {
		t.Errorf("a state that was never written: %d", status)
	}
	ask(http.MethodPost, "ours", "one")
	ask(http.MethodPost, "ours", "two")
	ask(http.MethodPost, "floor", "three")
	for name, want := range map[string]string{"ours": "two", "floor": "three"} {
		if status, text := ask(http.MethodGet, name, ""); status != http.StatusOK || text != want {
			t.Errorf("%s: %d, %q, want %q", name, status, text, want)
		}
	}
	states.forget("ours")
	ask(http.MethodDelete, "floor", "")
	for _, name := range []string{"ours", "floor"} {
		if status, text := ask(http.MethodGet, name, ""); status != http.StatusNoContent {
			t.Errorf("%s is still there: %d, %q", name, status, text)
		}
	}
}
