package membership_test

import (
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// The real rabbitmqctl of each release says the same as distribution does.
func TestAccCommand(t *testing.T) {
	t.Parallel()
	tr := newTrial(t, 1)
	program := filepath.Join(t.TempDir(), "lab")
	if out, err := exec.Command("go", "build", "-o", program, "../../lab/cmd/lab").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	byCommand := membership.New(membership.NewCommand([]string{program, "rabbitmqctl", "--name", tr.lab.Name, "{node}", "--silent"}))
	said, err := byCommand.View(t.Context(), tr.nodes[0])
	if err != nil {
		t.Fatal(err)
	}
	if want, err := tr.cluster.View(t.Context(), tr.nodes[0]); err != nil || !reflect.DeepEqual(said, want) {
		t.Errorf("the command says %+v, distribution %+v, %v", said, want, err)
	}
	if err := byCommand.SetClusterName(t.Context(), tr.nodes[0], "it's \"quoted\" $HOME ü"); err != nil {
		t.Error(err)
	}
	if name, err := tr.cluster.ClusterName(t.Context(), tr.nodes[0]); err != nil || name != "it's \"quoted\" $HOME ü" {
		t.Errorf("the cluster's name is %q, %v", name, err)
	}
	tr.must(tr.lab.Kill(t.Context(), 0))
	if _, err := byCommand.View(t.Context(), tr.nodes[0]); !membership.Unreachable(err) {
		t.Errorf("a killed node: %v", err)
	}
}
