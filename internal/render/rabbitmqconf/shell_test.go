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
	tls := &InterNodeTLS{CertificateFiles: CertificateFiles{"/a", "/c", "/k"}}
	f.Fuzz(func(t *testing.T, value string) {
		for _, test := range []struct {
			given, read, added string
			tls                *InterNodeTLS
		}{
			{"SERVER_START_ARGS", "SERVER_START_ARGS", "", nil},
			{"CTL_ERL_ARGS", "RABBITMQ_CTL_ERL_ARGS", "", nil},
			{"ERL_CRASH_DUMP", "ERL_CRASH_DUMP", "", nil},
			{"SERVER_ADDITIONAL_ERL_ARGS", "SERVER_ADDITIONAL_ERL_ARGS", "-pa /ssl -proto_dist inet_tls -ssl_dist_optfile /etc/rabbitmq/inter_node_tls.config", tls},
			{"CTL_ERL_ARGS", "RABBITMQ_CTL_ERL_ARGS", "-pa /ssl -proto_dist inet_tls -ssl_dist_optfile /etc/rabbitmq/inter_node_tls.config", tls},
		} {
			environment := map[string]string{test.given: value}
			if test.tls != nil {
				environment["ERL_SSL_PATH"] = "/ssl"
			}
			resolved, problems := Resolve(Config{RabbitMQVersion: "4.3.6", Nodes: []Node{{Name: "rabbit@h"}}, Environment: environment, InterNodeTLS: test.tls})
			if len(problems) > 0 {
				continue
			}
			file := filepath.Join(t.TempDir(), "rabbitmq-env.conf")
			if err := os.WriteFile(file, []byte(resolved.Files().RabbitMQEnvConf["rabbit@h"]), 0o600); err != nil {
				t.Fatal(err)
			}
			want := value
			if test.tls != nil && value != "" {
				want += " "
			}
			want += test.added
			out, err := exec.Command(shell, "-c", `. "$1"; eval "printf %s \"\$$2\""`, "sh", file, test.read).CombinedOutput()
			if err != nil || string(out) != want {
				t.Errorf("%s of %q is %q to the shell, and not %q: %v", test.given, value, out, want, err)
			}
		}
	})
}
