package haproxy

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
)

func needDownloads(t *testing.T) {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance test: it downloads HAProxies; run make testacc")
	}
}

func TestAccEveryHAProxyAcceptsGoldenFiles(t *testing.T) {
	lab.SameOnEveryBroker(t)
	needDownloads(t)
	for name, c := range golden {
		t.Run(name, func(t *testing.T) { acceptedByEveryVersion(t, c) })
	}
}

// A combination must be refused by Resolve or accepted by HAProxy.
func TestAccEveryHAProxyAcceptsEveryCombination(t *testing.T) {
	lab.SameOnEveryBroker(t)
	needDownloads(t)
	c, _ := everyCombination()
	acceptedByEveryVersion(t, c)
}

// acceptedByEveryVersion lets every HAProxy at hand that can have the Config read it. A branch whose keywords the
// Config exceeds must be refused by Resolve already.
func acceptedByEveryVersion(t *testing.T, c Config) {
	t.Helper()
	for _, branch := range lab.HAProxyBranches() {
		t.Run("HAProxy "+branch, func(t *testing.T) {
			c.HAProxyVersion = branch
			if _, problems := Resolve(c); branch == "2.2" && len(problems) > 0 {
				return
			}
			text := asOnThisMachine(t, mustRender(t, c))
			binary, err := lab.FetchHAProxy(t.Context(), branch)
			if unavailable := (*lab.ErrUnavailable)(nil); errors.As(err, &unavailable) {
				t.Skip(err)
			}
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "haproxy.cfg")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			// -dW makes failures of warnings. An [ALERT] counts by itself, because HAProxy prints some and exits with 0.
			out, err := exec.Command(binary, "-dW", "-c", "-f", file).CombinedOutput()
			if err != nil || strings.Contains(string(out), "[ALERT]") {
				t.Errorf("haproxy -dW -c: %v\n%s\n%s", err, out, text)
			}
		})
	}
}

var exampleHost = regexp.MustCompile(`rabbit[0-9]\.example`)

// asOnThisMachine puts certificates and hosts that exist in the place of those that a text names.
func asOnThisMachine(t *testing.T, text string) string {
	t.Helper()
	text = exampleHost.ReplaceAllString(text, "localhost")
	if !strings.Contains(text, certificatesDir) {
		return text
	}
	dir := t.TempDir() + "/"
	pair, err := certificates.New("rabbitmq.example")
	if err != nil {
		t.Fatal(err)
	}
	for name, pem := range map[string]string{"ca.pem": pair.CA, "haproxy.pem": pair.Cert + pair.Key} {
		if err := os.WriteFile(dir+name, []byte(pem), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return strings.ReplaceAll(text, certificatesDir, dir)
}
