package clustermember_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// The example is applied as it stands, but for the names of its nodes, by the real terraform with everything logged. The
// cookie, whether wrong or right, is afterwards found neither in the output nor in any file but those that we wrote.
func TestAccClusterMemberExampleAndSecrecy(t *testing.T) {
	lab.SameOnEveryBroker(t)
	l := separate(t, 3)
	root := filepath.Join("..", "..", "..")
	work, err := workspace.New(t.Context(), root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := work.Load(nil, exampleFor(t, l, root)); err != nil {
		t.Fatal(err)
	}
	traces := t.TempDir()
	work.Environment = append(work.Environment, l.Environment()...)
	work.Environment = append(work.Environment, "TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(traces, "trace.log"))
	// run returns all that terraform printed, and its error, which holds the same of the command that failed.
	run := func(cookie string) (printed string, err error) {
		work.Environment = append(work.Environment, "TF_VAR_cookie="+cookie)
		for _, args := range []string{
			"init", "plan -out=saved.tfplan", "show saved.tfplan", "apply saved.tfplan", "plan -detailed-exitcode", "show -json",
			"destroy -auto-approve",
		} {
			output, err := work.Terraform(t.Context(), strings.Fields(args)...)
			if printed += output; err != nil {
				return printed, err
			}
		}
		return printed, nil
	}

	const wrong, hash = "wrong" + leaks.Unstored, "cMgPVy5LyRkQgCrzYd4oRA=="
	printed, err := run(wrong)
	if err == nil || !strings.Contains(err.Error(), hash) || strings.Contains(printed+err.Error(), wrong) {
		t.Errorf("with a wrong cookie: %v", err)
	}
	if printed, err := run(l.Cookie); err != nil || strings.Contains(printed, l.Cookie) {
		t.Errorf("%v\n%s", err, printed)
	}
	for _, dir := range []string{work.Dir, traces} {
		nowhere(t, dir, wrong, l.Cookie)
	}
	if trace, err := os.ReadFile(filepath.Join(traces, "trace.log")); err != nil || !bytes.Contains(trace, []byte("join the cluster")) {
		t.Errorf("the log does not tell the steps: %v", err)
	}
}

// exampleFor is a folder with the example, its nodes renamed, and a provider block.
func exampleFor(t *testing.T, l *lab.Lab, root string) string {
	t.Helper()
	dir := t.TempDir()
	text, err := os.ReadFile(filepath.Join(root, "examples", "resources", "rabbitmqha_cluster_member", "resource.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for i, node := range l.Nodes {
		text = bytes.ReplaceAll(text, fmt.Appendf(nil, "rabbit@rabbit%d", i+1), []byte(node.Name))
	}
	provider := fmt.Sprintf("variable \"cookie\" {\n  type = string\n  sensitive = true\n  ephemeral = true\n}\n"+
		"provider \"rabbitmqha\" {\n  erlang {\n    cookie = var.cookie\n    epmd_port = %d\n  }\n}\n", l.Nodes[0].EpmdPort)
	for name, text := range map[string][]byte{"resource.tf": text, "provider.tf": []byte(provider)} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// nowhere looks for secrets in all files of a folder, saved plans among them, which are zip files.
func nowhere(t *testing.T, dir string, secrets ...string) {
	t.Helper()
	free := func(path string, data []byte) {
		for _, secret := range secrets {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s holds a cookie", path)
			}
		}
	}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		free(path, data)
		if packed, bad := zip.NewReader(bytes.NewReader(data), int64(len(data))); bad == nil {
			for _, file := range packed.File {
				text, err := fs.ReadFile(packed, file.Name)
				if err != nil {
					return err
				}
				free(path+":"+file.Name, text)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
