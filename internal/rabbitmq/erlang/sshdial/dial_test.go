package sshdial_test

import (
	"context"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial/sshtest"
)

// echo is an address that answers with what it is sent.
func echo(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				_, _ = io.Copy(conn, conn)
				_ = conn.Close()
			}()
		}
	}()
	return listener.Addr().String()
}

func config(server *sshtest.Server) sshdial.Config {
	return sshdial.Config{
		Address: server.Address, User: sshtest.User, PrivateKey: server.ClientKey, KnownHosts: []string{server.KnownHosts},
	}
}

func try(t *testing.T, c sshdial.Config, address string) error {
	t.Helper()
	jump, err := sshdial.New(c)
	if err != nil {
		return err
	}
	defer func() { _ = jump.Close() }()
	return say(t, jump, address)
}

func say(t *testing.T, jump *sshdial.Jump, address string) error {
	t.Helper()
	conn, err := jump.Dial(t.Context(), "tcp", address)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write([]byte("hello")); err != nil {
		return err
	}
	answer := make([]byte, len("hello"))
	if _, err := io.ReadFull(conn, answer); err != nil || string(answer) != "hello" {
		t.Errorf("%q, %v", answer, err)
	}
	return nil
}

func TestThroughJumpHost(t *testing.T) {
	server, target := sshtest.Start(t, false), echo(t)
	pinned := config(server)
	pinned.KnownHosts, pinned.HostKey = nil, server.HostKey
	locked := config(server)
	block, err := ssh.MarshalPrivateKeyWithPassphrase(server.Client, "", []byte("open sesame"))
	if err != nil {
		t.Fatal(err)
	}
	locked.PrivateKey, locked.Passphrase = pem.EncodeToMemory(block), []byte("open sesame")
	byAgent := config(server)
	byAgent.PrivateKey, byAgent.AgentSocket = nil, startAgent(t, server.Client)
	for name, c := range map[string]sshdial.Config{"known_hosts": config(server), "host key": pinned, "passphrase": locked, "agent": byAgent} {
		if err := try(t, c, target); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func startAgent(t *testing.T, key ed25519.PrivateKey) string {
	t.Helper()
	return serveAgent(t, keyring(t, key))
}

func keyring(t *testing.T, key ed25519.PrivateKey) agent.Agent {
	t.Helper()
	keys := agent.NewKeyring()
	if err := keys.Add(agent.AddedKey{PrivateKey: &key}); err != nil {
		t.Fatal(err)
	}
	return keys
}

func serveAgent(t *testing.T, keys agent.Agent) string {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "agent")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() { _ = agent.ServeAgent(keys, conn) }()
		}
	}()
	return socket
}

func TestJumpHostErrors(t *testing.T) {
	server, other, target := sshtest.Start(t, false), sshtest.Start(t, false), echo(t)
	empty := filepath.Join(t.TempDir(), "known_hosts")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	with := func(change func(*sshdial.Config)) sshdial.Config {
		c := config(server)
		change(&c)
		return c
	}
	for name, test := range map[string]struct {
		config sshdial.Config
		target string
		says   string
	}{
		"unknown host":    {with(func(c *sshdial.Config) { c.KnownHosts = []string{empty} }), target, "none is known for it"},
		"changed host":    {with(func(c *sshdial.Config) { c.KnownHosts, c.HostKey = nil, other.HostKey }), target, "another one is known"},
		"wrong key":       {with(func(c *sshdial.Config) { c.PrivateKey = other.ClientKey }), target, "log in as user jumper"},
		"wrong user":      {with(func(c *sshdial.Config) { c.User = "root" }), target, "log in as user root"},
		"no known_hosts":  {with(func(c *sshdial.Config) { c.KnownHosts = []string{empty + "x"} }), target, "read known_hosts"},
		"no agent":        {with(func(c *sshdial.Config) { c.AgentSocket = empty }), target, "reach the SSH agent"},
		"nobody there":    {with(func(c *sshdial.Config) { c.Address = "127.0.0.1:1" }), target, "connection refused"},
		"dead target":     {config(server), "127.0.0.1:1", "cannot reach 127.0.0.1:1"},
		"no forwarding":   {config(sshtest.Start(t, true)), target, "does not let user jumper through to " + target},
		"no address":      {with(func(c *sshdial.Config) { c.Address = "" }), target, "no address"},
		"no user":         {with(func(c *sshdial.Config) { c.User = "" }), target, "no user"},
		"no key":          {with(func(c *sshdial.Config) { c.PrivateKey = nil }), target, "neither a private key nor an agent"},
		"bad key":         {with(func(c *sshdial.Config) { c.PrivateKey = []byte("s3cret") }), target, "private key cannot be read"},
		"trust in nobody": {with(func(c *sshdial.Config) { c.KnownHosts = nil }), target, "anybody could pose as it"},
		"bad host key":    {with(func(c *sshdial.Config) { c.HostKey = "x" }), target, "host's key cannot be read"},
	} {
		err := try(t, test.config, test.target)
		if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", name, err)
		}
	}
	var hostKey *sshdial.HostKeyError
	err := try(t, with(func(c *sshdial.Config) { c.KnownHosts = []string{empty} }), target)
	if !errors.As(err, &hostKey) || !strings.HasPrefix(hostKey.Fingerprint, "SHA256:") {
		t.Errorf("%v", err)
	}
}

// A lost jump host is connected to again, and one connection serves all.
func TestJumpHostComesBack(t *testing.T) {
	server, target := sshtest.Start(t, false), echo(t)
	jump, err := sshdial.New(config(server))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = jump.Close() }()
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if err := say(t, jump, target); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	server.Drop()
	for began := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		if err = say(t, jump, target); err == nil {
			break
		}
		if time.Since(began) > 10*time.Second {
			t.Fatal(err)
		}
	}
}

// A jump host that hangs holds nobody longer than their context.
func TestSilentJumpHost(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	c := config(sshtest.Start(t, false))
	c.Address = listener.Addr().String()
	jump, err := sshdial.New(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if _, err := jump.Dial(ctx, "tcp", "127.0.0.1:1"); !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// hangingAgent neither lists its keys nor, once it has, signs until the test ends, as one that waits for somebody to touch a
// token.
type hangingAgent struct {
	agent.Agent
	lists bool
	until <-chan struct{}
}

func (a hangingAgent) List() ([]*agent.Key, error) {
	if !a.lists {
		<-a.until
	}
	return a.Agent.List()
}

func (a hangingAgent) Sign(ssh.PublicKey, []byte) (*ssh.Signature, error) {
	<-a.until
	return nil, errors.New("nobody has touched it")
}

// Whoever waits for an agent holds nobody longer than their context, and the jump host is free for the next.
func TestAgentThatHangs(t *testing.T) {
	server, target := sshtest.Start(t, false), echo(t)
	until := make(chan struct{})
	defer close(until)
	for _, lists := range []bool{false, true} {
		c := config(server)
		c.PrivateKey, c.AgentSocket = nil, serveAgent(t, hangingAgent{keyring(t, server.Client), lists, until})
		jump, err := sshdial.New(c)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		// The second waits for its turn: it must not wait for the agent, either.
		for range 2 {
			if _, err := jump.Dial(ctx, "tcp", target); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("lists %t: %v", lists, err)
			}
		}
		if err := jump.Close(); err != nil {
			t.Error(err)
		}
	}
}
