package lab

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
)

func TestFetchHAProxy(t *testing.T) {
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
	if _, err := FetchHAProxy(t.Context(), "1.4"); err == nil || !strings.Contains(err.Error(), "choose one of") {
		t.Error(err)
	}
}
