package clustermember_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// api asks one node of a lab, not whichever answers: while nodes are separate each has its own truth.
func api(t *testing.T, l *lab.Lab, node int, method, path string, body []byte) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, l.Nodes[node-1].Endpoint()+"/api/"+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.SetBasicAuth(l.Username, l.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Logf("%s %s: %v", method, path, err)
		return nil
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	if method == http.MethodGet && resp.StatusCode >= http.StatusInternalServerError {
		// A node whose plugins are just starting answers so; it does not answer yet.
		t.Logf("%s %s: status %d: %s", method, path, resp.StatusCode, data)
		return nil
	}
	if err != nil || resp.StatusCode >= http.StatusMultipleChoices {
		t.Fatalf("%s %s: status %d, %v: %s", method, path, resp.StatusCode, err, data)
	}
	return data
}

func apiList(t *testing.T, l *lab.Lab, node int, path string) (list []map[string]any) {
	t.Helper()
	if data := api(t, l, node, http.MethodGet, path, nil); data != nil {
		if err := json.Unmarshal(data, &list); err != nil {
			t.Fatalf("%s: %v: %s", path, err, data)
		}
	}
	return list
}
