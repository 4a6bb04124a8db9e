package lab

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestFetchHAProxy(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("downloads packages: set TF_ACC=1")
	}
	for _, branch := range HAProxyBranches() {
		t.Run(branch, func(t *testing.T) {
			binary, err := FetchHAProxy(t.Context(), branch)
			if unavailable := (*ErrUnavailable)(nil); errors.As(err, &unavailable) {
				t.Skip(err)
			}
			check(t, err)
			out, err := exec.Command(binary, "-v").CombinedOutput()
			if err != nil || !strings.Contains(string(out), "version "+branch+".") {
				t.Errorf("%s: %v: %s", binary, err, out)
			}
		})
	}
}

func TestFetchHAProxyOfUnknownBranch(t *testing.T) {
	if _, err := FetchHAProxy(t.Context(), "1.4"); err == nil || !strings.Contains(err.Error(), "choose one of") {
		t.Error(err)
	}
}
