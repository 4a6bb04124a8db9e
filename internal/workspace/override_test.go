package workspace

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// "make install" writes a configuration of Terraform's command line, and never over another one.
func TestDevelopmentOverrideIsWrittenOnce(t *testing.T) {
	script, err := filepath.Abs(filepath.Join("..", "..", ".ci", "cli-configuration"))
	if err != nil {
		t.Fatal(err)
	}
	file, bin := filepath.Join(t.TempDir(), "dev.tfrc"), t.TempDir()
	write := func() (said string, err error) {
		command := exec.CommandContext(t.Context(), script, file)
		command.Env = append(os.Environ(), "GOBIN="+bin)
		output, err := command.CombinedOutput()
		return string(output), err
	}
	for range 2 {
		if said, err := write(); err != nil || !strings.Contains(said, "export TF_CLI_CONFIG_FILE="+file) {
			t.Fatal(said, err)
		}
	}
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), `"rabbitmqha/rabbitmqha" = "`+bin+`"`) {
		t.Errorf("%s, %v", text, err)
	}
	const other = "# mine\n"
	if err := os.WriteFile(file, []byte(other), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := write(); err == nil || !strings.Contains(said, "was not changed") {
		t.Error(said, err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != other {
		t.Errorf("%s, %v", text, err)
	}
}
