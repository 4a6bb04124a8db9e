package haproxy

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/service"
)

// acceptedByEveryVersion lets every HAProxy at hand that can have the Config read it. A branch whose keywords the
// Config exceeds must be refused by Validate already.
func acceptedByEveryVersion(t *testing.T, c Config) {
	t.Helper()
	for _, branch := range lab.HAProxyBranches() {
		t.Run("HAProxy "+branch, func(t *testing.T) {
			if c.HAProxyVersion = branch; branch == "2.2" && len(c.Validate()) > 0 {
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

// TestEveryCombination renders a listener for every combination of protocol, encryption, check, header and algorithm
// that Validate lets through, and lets HAProxy read them all: a combination must be refused here or accepted there.
func TestEveryCombination(t *testing.T) {
	encryptions := []TLS{
		{}, {CertificateFile: certificatesDir + "haproxy.pem"},
		{CertificateFile: certificatesDir + "haproxy.pem", CAFile: certificatesDir + "ca.pem", ServerVerify: VerifyNone},
		{ServerCAFile: certificatesDir + "ca.pem"},
	}
	checkTLS := []*CheckTLS{nil, {}, {CAFile: certificatesDir + "ca.pem", ServerName: "rabbitmq.example"}}
	c := Config{Stats: &Stats{}}
	refused := 0
	for i, protocol := range service.Protocols {
		for j, tls := range encryptions {
			for k, kind := range CheckKinds {
				for m, over := range checkTLS {
					for n, header := range SendProxies {
						l := plain(fmt.Sprintf("l%d.%d.%d.%d.%d", i, j, k, m, n), protocol)
						l.TLS, l.SendProxy, l.Check.Kind, l.Check.TLS = tls, header, kind, over
						l.Balance = Balances[(i+j+k+m+n)%len(Balances)]
						l.Binds = []service.Bind{{Port: new(1024 + len(c.Listeners))}}
						if len((Config{Listeners: []Listener{l}}).Validate()) > 0 {
							refused++
							continue
						}
						c.Listeners = append(c.Listeners, l)
					}
				}
			}
		}
	}
	if got := len(c.Listeners); got < 200 || refused < 200 {
		t.Errorf("%d combinations are possible and %d refused, which cannot be right", got, refused)
	}
	acceptedByEveryVersion(t, c)
}
