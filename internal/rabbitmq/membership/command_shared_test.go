package membership

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Calls that are made side by side take one run, and each gets its own result.
func TestCommandSharesARun(t *testing.T) {
	t.Parallel()
	ran := filepath.Join(t.TempDir(), "ran")
	// The base64 is {'rabbit@a', [1, 2, 3]}.
	command := NewCommand([]string{fakeCommand(t, "rabbitmqctl",
		`echo run >> "`+ran+`"; echo "[rabbitmqha[g2gCdwhyYWJiaXRAYWwAAAADYQFhAmEDag==]rabbitmqha]"`)})
	command.gatherFor = 2 * time.Second
	var mu sync.Mutex
	var all sync.WaitGroup
	var answers []string
	for range 3 {
		all.Go(func() {
			answer, err := command.Call(t.Context(), "rabbit@a", "rabbit", "is_running")
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			answers = append(answers, fmt.Sprint(answer))
		})
	}
	all.Wait()
	if slices.Sort(answers); !slices.Equal(answers, []string{"1", "2", "3"}) {
		t.Errorf("the results are %q", answers)
	}
	if runs, err := os.ReadFile(ran); err != nil || strings.Count(string(runs), "run") != 1 {
		t.Errorf("three calls took the runs %q, %v", runs, err)
	}
}

// Whoever gives up takes nothing from the others; when all have, the command is ended.
func TestCommandEndsWithItsLastCaller(t *testing.T) {
	t.Parallel()
	command := NewCommand([]string{fakeCommand(t, "rabbitmqctl", "exec sleep 600")})
	command.gatherFor = 2 * time.Second
	node, err := erlang.ParseNodeName("rabbit@a")
	if err != nil {
		t.Fatal(err)
	}
	run, _ := command.gather(t.Context(), node, "true")
	given, giveUp := context.WithCancel(t.Context())
	giveUp()
	if _, err := command.Call(given, "rabbit@a", "rabbit", "is_running"); err == nil {
		t.Error("a call that was given up has a result")
	}
	if run.ctx.Err() != nil || len(run.calls) != 2 {
		t.Errorf("one of two callers gave up: %v, %q", run.ctx.Err(), run.calls)
	}
	run.abandon()
	select {
	case <-run.ended:
	case <-time.After(time.Minute):
		t.Error("the command goes on, and nobody waits for it")
	}
}
