package provider

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// crashes is set for the process that TestSecretsAreNotInACrash ends.
const crashes = "RABBITMQHA_TEST_CRASHES"

// What Go prints of a process that crashes are the places where each goroutine is, with the addresses of what they work on, and
// not the contents. This holds it to that in the middle of writing a password: nothing of ours must add them, such as a panic
// with a value in its text.
func TestSecretsAreNotInACrash(t *testing.T) {
	const password, own = "PlantedCrash7f3aSecret", "PlantedOwn7f3aSecret"
	if os.Getenv(crashes) != "" {
		newCaller(t, newServer()).create(t, "rabbitmqha_user", map[string]any{"name": "u", "password_wo": password, "password_wo_version": 1})
		t.Fatal("it has not crashed")
	}
	arrived := make(chan struct{}, 1)
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			// The server notices that the client has gone once the body is read.
			_, _ = io.Copy(io.Discard, r.Body)
			arrived <- struct{}{}
			<-r.Context().Done()
			return
		}
		http.Error(w, `{"error":"Object Not Found","reason":"Not Found"}`, http.StatusNotFound)
	}))
	defer node.Close()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestSecretsAreNotInACrash$")
	child.Env = append(os.Environ(), crashes+"=1", "GOTRACEBACK=all", "RABBITMQ_ENDPOINTS="+node.URL, "RABBITMQ_PASSWORD="+own)
	var output strings.Builder
	child.Stdout, child.Stderr = &output, &output
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	select {
	case <-arrived:
		if err := child.Process.Signal(syscall.SIGQUIT); err != nil {
			t.Fatal(err)
		}
		<-ended
	case err := <-ended:
		t.Fatalf("it ended before it wrote anything: %v\n%s", err, output.String())
	}
	printed := output.String()
	if !strings.Contains(printed, "SIGQUIT") || !strings.Contains(printed, "PutUserWithPassword") {
		t.Errorf("it did not crash while it wrote the password: %s", printed)
	}
	for _, secret := range []string{password, own} {
		if strings.Contains(printed, secret) {
			t.Errorf("what it printed holds %q: %s", secret, printed)
		}
	}
}
