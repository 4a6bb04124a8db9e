package failover_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// longest bounds what must end by itself; it says nothing about how long that takes.
const longest = 5 * time.Minute

// progress is what Terraform says of each object while all goes well.
var progress = regexp.MustCompile(`(?m)^\S+: (Refreshing state|Creating|Creation complete|Modifying|Modifications complete|Destroying|` +
	`Destruction complete|Still creating|Still modifying|Still destroying).*\n`)

// run is a terraform at work.
type run struct {
	command *exec.Cmd
	said    bytes.Buffer
	log     string
	ended   chan error
	began   time.Time
}

// begin starts terraform with variables of the environment in addition to those of the workspace. It is the first of a process
// group, which the provider belongs to, as on a terminal. The provider's log goes to a file.
func (m *many) begin(t *testing.T, environment []string, command string, args ...string) *run {
	t.Helper()
	r := &run{log: filepath.Join(t.TempDir(), "provider.log"), ended: make(chan error, 1), began: time.Now()}
	r.command = exec.CommandContext(t.Context(), "terraform", append([]string{command, "-input=false", "-no-color"}, args...)...)
	r.command.Dir = m.work.Dir
	r.command.Env = slices.Concat(os.Environ(), m.work.Environment, []string{"TF_LOG_PROVIDER=INFO", "TF_LOG_PATH=" + r.log}, environment)
	r.command.Stdout, r.command.Stderr = &r.said, &r.said
	r.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	r.command.Cancel = func() error { return r.signal(syscall.SIGKILL) }
	if err := r.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { r.ended <- r.command.Wait() }()
	return r
}

// signal goes to terraform and to the provider.
func (r *run) signal(signal syscall.Signal) error {
	return syscall.Kill(-r.command.Process.Pid, signal)
}

// wait returns when terraform has ended.
func (r *run) wait(t *testing.T) *outcome {
	t.Helper()
	select {
	case err := <-r.ended:
		return &outcome{progress.ReplaceAllString(r.said.String(), ""), r.logged(), r.command.ProcessState.ExitCode(), err, time.Since(r.began)}
	case <-time.After(longest):
		_ = r.signal(syscall.SIGKILL)
		t.Fatalf("%s did not end within %s", r.command, longest)
	}
	return nil
}

// logged is the provider's log so far.
func (r *run) logged() string {
	text, _ := os.ReadFile(r.log)
	return string(text)
}

// outcome is how a terraform ended.
type outcome struct {
	said, logged string
	code         int
	err          error
	took         time.Duration
}

// terraform runs one command to its end.
func (m *many) terraform(t *testing.T, environment []string, command string, args ...string) *outcome {
	t.Helper()
	return m.begin(t, environment, command, args...).wait(t)
}

func (o *outcome) mustSucceed(t *testing.T) {
	t.Helper()
	if o.err != nil {
		t.Fatalf("terraform ended with %v after %s\n%s", o.err, o.took, o.errors())
	}
}

// mustFail fails unless terraform ended with an error that holds these texts.
func (o *outcome) mustFail(t *testing.T, texts ...string) {
	t.Helper()
	const failed = 1
	if o.code != failed {
		t.Errorf("terraform ended with %v\n%s", o.err, o.errors())
	}
	said := o.unbroken()
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("%q is not in the error:\n%s", text, o.errors())
		}
	}
}

// unbroken is what Terraform said in one line. It breaks lines and puts a bar before each.
func (o *outcome) unbroken() string {
	return strings.Join(strings.Fields(strings.ReplaceAll(o.said, "│", " ")), " ")
}

// errors is what Terraform said from its first error on.
func (o *outcome) errors() string {
	return o.said[max(0, strings.Index(o.said, "Error: ")):]
}

// failures counts the requests to an endpoint that came to nothing.
func (o *outcome) failures(endpoint string) (count int) {
	for line := range strings.Lines(o.logged) {
		if strings.Contains(line, "endpoint="+endpoint+" ") && strings.Contains(line, "failure=") {
			count++
		}
	}
	return count
}

// planned plans and counts what Terraform would do, by actions such as "create" or "delete,create". It fails where there is no
// plan.
func (m *many) planned(t *testing.T, environment ...string) map[string]int {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan")
	m.terraform(t, environment, "plan", "-out="+file).mustSucceed(t)
	text, err := m.work.Terraform(t.Context(), "show", "-json", file)
	if err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Changes []struct {
			Change struct{ Actions []string } `json:"change"`
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal([]byte(text), &plan); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, each := range plan.Changes {
		count[strings.Join(each.Change.Actions, ",")]++
	}
	delete(count, "no-op")
	return count
}
