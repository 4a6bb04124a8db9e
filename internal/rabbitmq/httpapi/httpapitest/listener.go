package httpapitest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// NewListener starts a server that is none of HTTP: serve has each connection, which is closed when it returns. It returns
// the server's address.
func NewListener(t *testing.T, serve func(net.Conn)) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = connection.Close() }()
				serve(connection)
			}()
		}
	}()
	return listener.Addr().String()
}

// Saying answers whatever comes first with a text, and closes the connection.
func Saying(text string) func(net.Conn) {
	return func(connection net.Conn) {
		_, _ = bufio.NewReaderSize(connection, 1<<12).Peek(1)
		_, _ = connection.Write([]byte(text))
		if wire, ok := connection.(*net.TCPConn); ok {
			// Without the rest of what came, closing would reset the connection, and what was said be lost.
			_ = wire.CloseWrite()
			_, _ = wire.Read(make([]byte, 1<<16))
		}
	}
}

// Resetting ends each connection by a reset.
func Resetting(connection net.Conn) {
	if wire, ok := connection.(*net.TCPConn); ok {
		_, _ = wire.Read(make([]byte, 1))
		_ = wire.SetLinger(0)
	}
}

// AMQPHeader is how RabbitMQ answers what is not AMQP (rabbit_reader).
const AMQPHeader = "AMQP\x00\x00\x09\x01"

// NewSecureNode starts a node with TLS, as set up by change, whose certificate is its own authority, for 127.0.0.1 and the name
// example.com, unless change makes another one.
func NewSecureNode(t *testing.T, handler http.HandlerFunc, change func(*tls.Config)) *httptest.Server {
	t.Helper()
	node := httptest.NewUnstartedServer(handler)
	node.TLS = &tls.Config{MinVersion: tls.VersionTLS10}
	change(node.TLS)
	node.StartTLS()
	t.Cleanup(node.Close)
	return node
}

// Certificate makes a certificate that is its own authority.
func Certificate(t *testing.T, from, to time.Time, names ...string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: to, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, name := range names {
		if address := net.ParseIP(name); address != nil {
			template.IPAddresses = append(template.IPAddresses, address)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}
