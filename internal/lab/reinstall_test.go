package lab

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestReinstall(t *testing.T) {
	n := &Node{Name: "rabbit-x-1@localhost", Dir: t.TempDir()}
	l := &Lab{Name: "x", Nodes: []*Node{n}}
	old := filepath.Join(n.Dir, "mnesia", "what-it-held")
	if err := os.MkdirAll(old, 0o700); err != nil {
		t.Fatal(err)
	}
	environment := []string{"RABBITMQ_NODENAME=a", "RABBITMQ_DIST_PORT=1", "RABBITMQ_CONFIG_FILE=b", "RABBITMQ_CONF_ENV_FILE=/dev/null", "HOME=c"}
	if err := l.Reinstall(0, map[string]string{"rabbitmq.conf": "x", "conf.d/10.conf": "y"}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("the node still holds what it held: %v", err)
	}
	if text, err := os.ReadFile(filepath.Join(n.Dir, "conf.d", "10.conf")); err != nil || string(text) != "y" {
		t.Errorf("%q, %v", text, err)
	}
	if got := n.withOwnFiles(slices.Clone(environment)); !slices.Equal(got, environment) {
		t.Errorf("without files of its own, got %q", got)
	}
	if err := l.Reinstall(0, map[string]string{nodeEnvironment: "", classicConfiguration: ""}); err != nil {
		t.Fatal(err)
	}
	want := []string{"HOME=c", "RABBITMQ_CONFIG_FILE=" + filepath.Join(n.Dir, "rabbitmq"), "RABBITMQ_CONF_ENV_FILE=" + filepath.Join(n.Dir, nodeEnvironment)}
	if got := n.withOwnFiles(slices.Clone(environment)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	environment = append(environment, "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=d", "RABBITMQ_CTL_ERL_ARGS=e")
	if err := l.Reinstall(0, map[string]string{nodeEnvironment: "NODENAME=x\nRABBITMQ_CTL_ERL_ARGS=\"f\"\nSERVER_ADDITIONAL_ERL_ARGS='g'\n"}); err != nil {
		t.Fatal(err)
	}
	want = []string{"RABBITMQ_CONFIG_FILE=b", "HOME=c", "RABBITMQ_CONF_ENV_FILE=" + filepath.Join(n.Dir, nodeEnvironment)}
	if got := n.withOwnFiles(slices.Clone(environment)); !slices.Equal(got, want) {
		t.Errorf("with arguments of its own: got %q, want %q", got, want)
	}
	for _, outside := range []string{"../x", "/x"} {
		if err := l.Reinstall(0, map[string]string{outside: ""}); err == nil {
			t.Errorf("%s is written", outside)
		}
	}
	if err := l.Reinstall(1, nil); err == nil {
		t.Error("there is no such node")
	}
}
