package rabbitmqconf

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// FuzzShellReadsEnvironment lets a shell read rabbitmq-env.conf as the scripts of RabbitMQ do: what is let through is what
// the variable is.
func FuzzShellReadsEnvironment(f *testing.F) {
	for _, seed := range []string{
		"x", "", "a b", "$HOME", "${HOME}", "$(id)", "`id`", `a\`, `\n`, "'", "''", `"`, "o'clock", "a;id", "a|id", "a&", "#x", " x ", "~", "*", "!x", "-n", "é", "a\nid", "%s", ">x",
	} {
		f.Add(seed)
	}
	shell, err := exec.LookPath("sh")
	if err != nil {
		f.Skip("there is no shell on PATH")
	}
	f.Fuzz(func(t *testing.T, value string) {
		resolved, problems := Resolve(Config{RabbitMQVersion: "4.3.6", Nodes: []Node{{Name: "rabbit@h"}}, Environment: map[string]string{"VALUE": value}})
		if len(problems) > 0 {
			return
		}
		file := filepath.Join(t.TempDir(), "rabbitmq-env.conf")
		if err := os.WriteFile(file, []byte(resolved.Files().RabbitMQEnvConf["rabbit@h"]), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(shell, "-c", `. "$1"; printf %s "$VALUE"`, "sh", file).CombinedOutput()
		if err != nil || string(out) != value {
			t.Errorf("%q is %q to the shell: %v", value, out, err)
		}
	})
}
