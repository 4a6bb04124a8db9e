// Package sshtest is an SSH server in this process, for tests of what goes through a jump host. Nothing that ships
// imports it. It forwards connections, and nothing else.
package sshtest

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// User is who may log in.
const User = "jumper"

// Server is a jump host on a port of 127.0.0.1.
type Server struct {
	// Address is host:port.
	Address string
	// HostKey is the server's key in the form of authorized_keys, and KnownHosts a file that has it.
	HostKey, KnownHosts string
	// ClientKey is the private key that opens it: in PEM, and as such.
	ClientKey []byte
	Client    ed25519.PrivateKey

	config *ssh.ServerConfig
	refuse bool

	mu    sync.Mutex
	conns []net.Conn
}

// Start starts a server that ends with the test. One that refuses lets nobody through.
func Start(t testing.TB, refuse bool) *Server {
	t.Helper()
	_, hostKey := newKey(t)
	hostSigner, err := ssh.NewSignerFromKey(hostKey)
	if err != nil {
		t.Fatal(err)
	}
	clientPublic, clientKey := newKey(t)
	block, err := ssh.MarshalPrivateKey(clientKey, "")
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })

	s := &Server{
		Address: listener.Addr().String(), HostKey: string(ssh.MarshalAuthorizedKey(hostSigner.PublicKey())),
		KnownHosts: filepath.Join(t.TempDir(), "known_hosts"), ClientKey: pem.EncodeToMemory(block), Client: clientKey, refuse: refuse,
	}
	line := knownhosts.Line([]string{s.Address}, hostSigner.PublicKey()) + "\n"
	if err := os.WriteFile(s.KnownHosts, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	s.config = &ssh.ServerConfig{PublicKeyCallback: func(conn ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		if conn.User() != User || string(key.Marshal()) != string(clientPublic.Marshal()) {
			return nil, errors.New("not this one")
		}
		return nil, nil //nolint:nilnil // no restrictions
	}}
	s.config.AddHostKey(hostSigner)
	go s.accept(listener)
	t.Cleanup(s.Drop)
	return s
}

// Drop ends all connections; new ones are welcome.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, conn := range s.conns {
		_ = conn.Close()
	}
	s.conns = nil
}

func newKey(t testing.TB) (ssh.PublicKey, ed25519.PrivateKey) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return key, private
}

func (s *Server) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns = append(s.conns, conn)
		s.mu.Unlock()
		go s.serve(conn)
	}
}

func (s *Server) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	_, channels, requests, err := ssh.NewServerConn(conn, s.config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for channel := range channels {
		switch {
		case channel.ChannelType() != "direct-tcpip":
			_ = channel.Reject(ssh.UnknownChannelType, "only forwarding")
		case s.refuse:
			_ = channel.Reject(ssh.Prohibited, "open failed")
		default:
			go forward(channel)
		}
	}
}

// forward connects a channel with the address that it asks for (RFC 4254, 7.2).
func forward(request ssh.NewChannel) {
	var to struct {
		Host       string
		Port       uint32
		OriginHost string
		OriginPort uint32
	}
	if err := ssh.Unmarshal(request.ExtraData(), &to); err != nil {
		_ = request.Reject(ssh.ConnectionFailed, err.Error())
		return
	}
	target, err := net.Dial("tcp", net.JoinHostPort(to.Host, strconv.Itoa(int(to.Port))))
	if err != nil {
		_ = request.Reject(ssh.ConnectionFailed, err.Error())
		return
	}
	defer func() { _ = target.Close() }()
	channel, requests, err := request.Accept()
	if err != nil {
		return
	}
	defer func() { _ = channel.Close() }()
	go ssh.DiscardRequests(requests)
	go func() {
		_, _ = io.Copy(target, channel)
		_ = target.Close()
	}()
	_, _ = io.Copy(channel, target)
}
