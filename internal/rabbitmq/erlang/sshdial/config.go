package sshdial

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// Config says where the jump host is, how it proves itself, and how we do.
type Config struct {
	// Address is host or host:port; the port is 22 unless it is given.
	Address string
	User    string

	// PrivateKey is a key in PEM or OpenSSH form, and Passphrase what it is encrypted with, if it is.
	PrivateKey []byte
	Passphrase []byte
	// AgentSocket is the unix socket of an SSH agent, whose keys are tried after PrivateKey.
	AgentSocket string

	// KnownHosts are files in OpenSSH's known_hosts format.
	KnownHosts []string
	// HostKey is the one key that the jump host may have, such as "ssh-ed25519 AAAA...", instead of KnownHosts.
	HostKey string
}

func (c *Config) address() (string, error) {
	if c.Address == "" {
		return "", errors.New("it has no address")
	}
	if _, _, err := net.SplitHostPort(c.Address); err == nil {
		return c.Address, nil
	}
	address := net.JoinHostPort(c.Address, "22")
	if _, _, err := net.SplitHostPort(address); err != nil {
		return "", fmt.Errorf("%q is neither host nor host:port", c.Address)
	}
	return address, nil
}

func (c *Config) check() error {
	switch {
	case c.User == "":
		return errors.New("no user is given")
	case len(c.PrivateKey) == 0 && c.AgentSocket == "":
		return errors.New("neither a private key nor an agent is given")
	case len(c.KnownHosts) == 0 && c.HostKey == "":
		return errors.New("neither known_hosts nor the host's key is given, so that anybody could pose as it")
	}
	_, err := c.signer()
	return err
}

// client makes the configuration of one login; done ends what it needs. An agent that waits for its user's word, or hangs, is
// left when the context ends, both when it lists its keys and when it signs.
func (c *Config) client(ctx context.Context, address string) (config *ssh.ClientConfig, done func(), err error) {
	config = &ssh.ClientConfig{User: c.User}
	if config.HostKeyCallback, config.HostKeyAlgorithms, err = c.hostKeys(address); err != nil {
		return nil, nil, err
	}
	signer, err := c.signer()
	if err != nil {
		return nil, nil, err
	}
	var signers []ssh.Signer
	if signer != nil {
		signers = append(signers, signer)
	}
	done = func() {}
	if c.AgentSocket != "" {
		socket, err := (&net.Dialer{}).DialContext(ctx, "unix", c.AgentSocket)
		if err != nil {
			return nil, nil, fmt.Errorf("reach the SSH agent: %w", err)
		}
		stop := context.AfterFunc(ctx, func() { _ = socket.Close() })
		done = func() {
			stop()
			_ = socket.Close()
		}
		held, err := agent.NewClient(socket).Signers()
		if err != nil {
			done()
			return nil, nil, fmt.Errorf("ask the SSH agent for its keys: %w", cmp.Or(context.Cause(ctx), err))
		}
		signers = append(signers, held...)
	}
	config.Auth = []ssh.AuthMethod{ssh.PublicKeys(signers...)}
	return config, done, nil
}

// signer reads the private key; nil if none is given.
func (c *Config) signer() (ssh.Signer, error) {
	var signer ssh.Signer
	var err error
	switch {
	case len(c.PrivateKey) == 0:
		return nil, nil //nolint:nilnil // no key is no error
	case len(c.Passphrase) > 0:
		signer, err = ssh.ParsePrivateKeyWithPassphrase(c.PrivateKey, c.Passphrase)
	default:
		signer, err = ssh.ParsePrivateKey(c.PrivateKey)
	}
	var locked *ssh.PassphraseMissingError
	switch {
	case errors.As(err, &locked):
		return nil, errors.New("the private key is encrypted, and no passphrase is given")
	case err != nil:
		// Without the cause: it may quote the key.
		return nil, errors.New("the private key cannot be read: it is not in PEM or OpenSSH form, or the passphrase is wrong")
	}
	return signer, nil
}
