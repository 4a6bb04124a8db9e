package clientsettings_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const tasks = `
import celery
app = celery.Celery('tasks')
app.config_from_object('settings')

@app.task
def leave(path):
    with open(path, 'w') as file:
        file.write('ran')
`

const send = `
import sys, tasks
tasks.leave.apply_async([sys.argv[1]], countdown=float(sys.argv[2]))
`

// TestAccClientSettings_celeryRunsTasks has a worker of Celery take its settings from the rendered module, on a virtual host
// with a hard name and with the permissions of the guide, and run a task at once and another one after a while.
func TestAccClientSettings_celeryRunsTasks(t *testing.T) {
	broker := acctest.Start(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not on the PATH")
	}
	version, err := exec.CommandContext(t.Context(), python, "-c", "import celery; print(celery.__version__, end='')").Output()
	if err != nil {
		t.Skip("Celery is not installed for python3: PyPI is out of reach where these tests run, and Debian has but an older one, python3-celery")
	}
	account(t, broker)
	own := guidePermissions(t, "test.tasks")
	broker.Put(t, map[string]any{"configure": own, "write": own, "read": own}, "permissions", hardName, hardName)
	config := configuration(`password_env = "HARD_PASSWORD"`, fmt.Sprintf("celery_version = %q\n default_queue = \"test.tasks\"", version), "celery_settings_py")
	rendered(t, config, func(outputs map[string]*terraform.OutputState) (failed error) {
		folder := t.TempDir()
		for name, program := range map[string]string{"settings.py": text(outputs, "celery_settings_py"), "tasks.py": tasks, "send.py": send} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(program), 0o600); err != nil {
				return err
			}
		}
		run := func(arguments ...string) *exec.Cmd {
			command := exec.CommandContext(t.Context(), python, arguments...)
			command.Dir, command.Env = folder, append(os.Environ(), "HARD_PASSWORD="+hardPassword)
			return command
		}
		worker := run("-m", "celery", "-A", "tasks", "worker", "--pool", "solo", "--loglevel", "info")
		log, err := os.Create(filepath.Join(folder, "worker.log"))
		if err != nil {
			return err
		}
		worker.Stdout, worker.Stderr = log, log
		if err := worker.Start(); err != nil {
			return err
		}
		defer func() {
			_ = worker.Process.Kill()
			_ = worker.Wait()
			if said, err := os.ReadFile(log.Name()); err == nil && (failed != nil || t.Failed()) {
				t.Logf("the worker said:\n%s", said)
			}
		}()
		// The first worker declares what delays tasks; before it has, Celery cannot publish a delayed one.
		for _, countdown := range []string{"0", "2"} {
			result := filepath.Join(folder, "after-"+countdown)
			if out, err := run("send.py", result, countdown).CombinedOutput(); err != nil {
				return fmt.Errorf("%w\n%s", err, out)
			}
			acctest.Await(t, "the task with the countdown "+countdown, func() bool {
				_, err := os.Stat(result)
				return err == nil
			})
		}
		return nil
	})
}
