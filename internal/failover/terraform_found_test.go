package failover_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// expectDeclared compares the broker, as one node tells it, with the configuration, name by name.
func (m *many) expectDeclared(t *testing.T, node int) {
	t.Helper()
	want := map[string][]string{"queues": {"old"}, "policies": {"changing"}}
	add := func(kind string, count int, name func(i int) string) {
		for i := range count {
			want[kind] = append(want[kind], name(i))
		}
	}
	numbered := func(form string) func(int) string { return func(i int) string { return fmt.Sprintf(form, i) } }
	add("exchanges", 20, numbered("exchange %d"))
	add("queues", 60, numbered("queue %d"))
	add("policies", 35, numbered("policy %d"))
	add("bindings", 80, func(i int) string { return fmt.Sprintf("exchange %d, key %d, queue %d", i%20, i, i%60) })
	got, err := m.found(t.Context(), node)
	if err != nil {
		t.Fatal(err)
	}
	for kind := range want {
		slices.Sort(want[kind])
		if !slices.Equal(got[kind], want[kind]) {
			t.Errorf("%s: the broker has %q, declared are %q", kind, got[kind], want[kind])
		}
	}
	if users := m.users(t, node); !slices.Contains(users, "many") || slices.Contains(users, "new") {
		t.Errorf("the broker has the users %q", users)
	}
}

// expectNothing fails where a node still knows of what was destroyed.
func (m *many) expectNothing(t *testing.T, node int) {
	t.Helper()
	found, err := m.found(t.Context(), node)
	if err != nil {
		t.Fatal(err)
	}
	for kind, names := range found {
		if len(names) > 0 {
			t.Errorf("%s are left over: %q", kind, names)
		}
	}
	if users := m.users(t, node); slices.Contains(users, "many") {
		t.Errorf("a user is left over: %q", users)
	}
}

// found is what one node says there is in the virtual host: names by kind, sorted, without what the broker makes itself.
func (m *many) found(ctx context.Context, node int) (map[string][]string, error) {
	all := map[string][]string{}
	for _, kind := range []string{"exchanges", "queues", "policies", "bindings"} {
		var objects []struct {
			Name, Source, Destination string
			Key                       string `json:"routing_key"`
		}
		if err := m.get(ctx, node, "/api/"+kind+"/many", &objects); err != nil {
			return nil, err
		}
		for _, each := range objects {
			switch {
			case kind == "bindings" && each.Source != "":
				all[kind] = append(all[kind], each.Source+", "+each.Key+", "+each.Destination)
			case kind != "bindings" && each.Name != "" && !strings.HasPrefix(each.Name, "amq."):
				all[kind] = append(all[kind], each.Name)
			}
		}
		slices.Sort(all[kind])
	}
	return all, nil
}

// get reads from one node; what is not found leaves the value as it is.
func (m *many) get(ctx context.Context, node int, path string, into any) error {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, m.lab.Endpoints()[node]+path, http.NoBody)
	if err != nil {
		return err
	}
	req.SetBasicAuth(m.lab.Username, m.lab.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	switch resp.StatusCode {
	case http.StatusNotFound:
		return nil
	case http.StatusOK:
		return json.NewDecoder(resp.Body).Decode(into)
	}
	return fmt.Errorf("GET %s of node %d: %s", path, node+1, resp.Status)
}

// awaitCount waits until a node lists a number of objects that the condition wants.
func (m *many) awaitCount(t *testing.T, node int, wanted func(count int) bool) int {
	t.Helper()
	for began := time.Now(); ; {
		found, err := m.found(t.Context(), node)
		count := 0
		for _, names := range found {
			count += len(names)
		}
		switch {
		case err == nil && wanted(count):
			return count
		case time.Since(began) > longest:
			t.Fatalf("node %d lists %d objects, %v", node+1, count, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// users are the names that a node knows.
func (m *many) users(t *testing.T, node int) (names []string) {
	t.Helper()
	var all []struct{ Name string }
	if err := m.get(t.Context(), node, "/api/users?columns=name", &all); err != nil {
		t.Fatal(err)
	}
	for _, each := range all {
		names = append(names, each.Name)
	}
	return names
}
