package sshdial

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"net"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// HostKeyError says that the jump host could not prove who it is.
type HostKeyError struct {
	Address string
	// Fingerprint is that of the key which the host showed.
	Fingerprint string
	// Changed reports whether another key is known for it; otherwise none is.
	Changed bool
}

// Error implements error.
func (e *HostKeyError) Error() string {
	if e.Changed {
		return fmt.Sprintf("the host %s shows the key %s, and another one is known for it: it was set up again, or somebody poses as it", e.Address, e.Fingerprint)
	}
	return fmt.Sprintf("the host %s shows the key %s, and none is known for it: compare it with the host's own (ssh-keygen -l), "+
		"then add it to known_hosts", e.Address, e.Fingerprint)
}

// hostKeys returns how a host key is checked, and which algorithms to ask the host for: one that has keys of several
// kinds must show the kind that is known.
func (c *Config) hostKeys(address string) (ssh.HostKeyCallback, []string, error) {
	if c.HostKey != "" {
		key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(c.HostKey))
		if err != nil {
			return nil, nil, errors.New(`the host's key cannot be read: it looks like "ssh-ed25519 AAAA..."`)
		}
		fixed := ssh.FixedHostKey(key)
		return func(host string, remote net.Addr, shown ssh.PublicKey) error {
			if fixed(host, remote, shown) != nil {
				return &HostKeyError{Address: host, Fingerprint: ssh.FingerprintSHA256(shown), Changed: true}
			}
			return nil
		}, algorithms(key), nil
	}
	known, err := knownhosts.New(c.KnownHosts...)
	if err != nil {
		return nil, nil, fmt.Errorf("read known_hosts: %w", err)
	}
	check := func(host string, remote net.Addr, shown ssh.PublicKey) error {
		err := known(host, remote, shown)
		var unknown *knownhosts.KeyError
		if errors.As(err, &unknown) {
			return &HostKeyError{Address: host, Fingerprint: ssh.FingerprintSHA256(shown), Changed: len(unknown.Want) > 0}
		}
		return err
	}
	return check, knownAlgorithms(known, address), nil
}

// knownAlgorithms finds which kinds of key known_hosts has for an address. The package does not tell, except to who
// shows it a wrong key. It is nil, which means any kind, where none is known.
func knownAlgorithms(known ssh.HostKeyCallback, address string) []string {
	wrong, err := ssh.NewPublicKey(ed25519.PublicKey(make([]byte, ed25519.PublicKeySize)))
	if err != nil {
		return nil
	}
	var keys *knownhosts.KeyError
	if !errors.As(known(address, &net.TCPAddr{}, wrong), &keys) {
		return nil
	}
	var names []string
	for _, want := range keys.Want {
		names = append(names, algorithms(want.Key)...)
	}
	return names
}

// algorithms are the names under which a key can sign: RSA keys have newer ones than their own.
func algorithms(key ssh.PublicKey) []string {
	if key.Type() == ssh.KeyAlgoRSA {
		return []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
	}
	return []string{key.Type()}
}
