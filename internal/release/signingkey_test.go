package release

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Of all that keys can be, a release needs one that is RSA or DSA, can sign, and is valid.
func TestSigningKeyIsOneThatRegistriesTake(t *testing.T) {
	gpg, err := exec.LookPath("gpg")
	if err != nil {
		t.Skip("there is no gpg on this machine, with which keys are made")
	}
	script, err := filepath.Abs(filepath.Join("..", "..", ".ci", "signing-key"))
	if err != nil {
		t.Fatal(err)
	}
	// The path of the agent's socket in here must be short.
	home, err := os.MkdirTemp("", "gpg") //nolint:usetesting // The folders of tests have long names.
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GNUPGHOME", home)
	t.Cleanup(func() {
		_ = exec.CommandContext(context.Background(), "gpgconf", "--kill", "all").Run()
		_ = os.RemoveAll(home)
	})
	for _, key := range []struct{ user, algorithm, usage, expires, want string }{
		{"good", "rsa3072", "sign", "1d", ""},
		{"elliptic", "ed25519", "sign", "1d", "neither RSA nor DSA"},
		{"mail", "rsa2048", "encrypt", "1d", "cannot sign"},
		{"old", "rsa2048", "sign", "20200101T000000", "has expired"},
		{"absent", "", "", "", "is not in the keyring"},
	} {
		if key.algorithm != "" {
			args := []string{"--batch", "--passphrase", "", "--pinentry-mode", "loopback"}
			if key.user == "old" {
				args = append(args, "--faked-system-time", "20191231T000000")
			}
			args = append(args, "--quick-generate-key", key.user, key.algorithm, key.usage, key.expires)
			if said, err := exec.CommandContext(t.Context(), gpg, args...).CombinedOutput(); err != nil {
				t.Fatalf("make the key %s: %v\n%s", key.user, err, said)
			}
		}
		said, err := exec.CommandContext(t.Context(), script, key.user).CombinedOutput()
		if (err == nil) != (key.want == "") || !strings.Contains(string(said), key.want) {
			t.Errorf("%s: %q, %v; expected %q", key.user, said, err, key.want)
		}
	}
}
