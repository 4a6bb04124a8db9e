package bench

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestCallsMakeEveryObjectOnceAndRemoveIt(t *testing.T) {
	for _, shape := range shapes() {
		create, destroy := Calls(shape, "a b/c")
		made, removed := map[string]bool{}, map[string]bool{}
		for _, phase := range create {
			for _, call := range phase {
				if !json.Valid([]byte(call.Body)) {
					t.Fatalf("%s %s has the body %q", call.Method, call.Path, call.Body)
				}
				path := call.Path
				if call.Method == http.MethodPost {
					var binding struct {
						Key string `json:"routing_key"`
					}
					if err := json.Unmarshal([]byte(call.Body), &binding); err != nil {
						t.Fatal(err)
					}
					path += "/" + binding.Key
				}
				if made[path] {
					t.Fatalf("%s is made twice", path)
				}
				made[path] = true
			}
		}
		for i, phase := range destroy {
			for _, call := range phase {
				if call.Method != http.MethodDelete || !made[call.Path] || removed[call.Path] {
					t.Fatalf("phase %d: %s %s", i, call.Method, call.Path)
				}
				removed[call.Path] = true
			}
		}
		if len(made) != shape.Objects() || len(removed) != shape.Objects() {
			t.Errorf("%s: %d made, %d removed, want %d", shape, len(made), len(removed), shape.Objects())
		}
	}
}

func TestCallsEscapeTheVirtualHost(t *testing.T) {
	create, _ := Calls(Shape{Quorum, 30}, "a b/c")
	for _, phase := range create {
		for _, call := range phase {
			if !strings.Contains(call.Path, "/a%20b%2Fc") {
				t.Fatal(call.Path)
			}
		}
	}
}
