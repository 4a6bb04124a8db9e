package haproxy

import (
	"net/netip"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Who opens the TLS of a listener's clients: nobody, because they speak none; the broker; HAProxy.
const (
	TLSNone        = "none"
	TLSPassthrough = "passthrough"
	TLSTerminate   = "terminate"
)

// The words of HAProxy for how far a certificate is asked for.
const (
	VerifyNone     = "none"
	VerifyOptional = "optional"
	VerifyRequired = "required"
)

// TLSModes, TLSVersions, ClientVerifications and ServerVerifications are the values that the fields of TLS take.
var (
	TLSModes            = []string{TLSNone, TLSPassthrough, TLSTerminate}
	TLSVersions         = []string{"TLSv1.2", "TLSv1.3"}
	ClientVerifications = []string{VerifyNone, VerifyOptional, VerifyRequired}
	ServerVerifications = []string{VerifyNone, VerifyRequired}
)

// TLS is where the encryption of a listener begins and ends. Files are absolute paths on HAProxy's machine, which
// HAProxy reads when it starts.
type TLS struct {
	// Mode is one of TLSModes. Default terminate where there is a CertificateFile, else passthrough for a TLS
	// protocol and none for others. Management can be terminated too.
	Mode string
	// CertificateFile is a PEM file with the certificate, its chain and its key, for terminate.
	CertificateFile string
	// MinVersion is one of TLSVersions, for terminate. Default TLSv1.2.
	MinVersion string
	// VerifyClient is one of ClientVerifications, for terminate. Default required where there is a CAFile, else none.
	VerifyClient string
	// CAFile is a PEM file with the authorities that sign clients' certificates.
	CAFile string
	// ServerVerify is one of ServerVerifications and makes HAProxy speak TLS to the servers. Default required where
	// there is a ServerCAFile, else no TLS.
	ServerVerify string
	// ServerCAFile is a PEM file with the authorities that sign the servers' certificates.
	ServerCAFile string
	// ServerCertificateFile is a PEM file with a certificate and its key, for servers that ask for one.
	ServerCertificateFile string
	// ServerName is the host name that every server's certificate has to be for, and that HAProxy asks for (SNI).
	// Default is the server's address where that is a host name; the name is not verified where it is an IP address.
	ServerName string
}

// CheckTLS is the TLS of a health check, as ServerVerify, ServerCAFile and ServerName of TLS are of connections. Where
// these are encrypted, their verification holds for the check as well, and Verify and CAFile stay empty.
type CheckTLS struct {
	Verify, CAFile, ServerName string
}

// toServers reports whether HAProxy speaks TLS to the servers.
func (t TLS) toServers() bool { return t.ServerVerify != "" }

// serverProtocol is what the servers are spoken to in.
func (l Listener) serverProtocol() string {
	traits := loadbalancer.TraitsOf(l.Protocol)
	plain := l.Protocol
	if traits.TLS() && l.TLS.Mode == TLSTerminate {
		plain = traits.Plain
	}
	if !l.TLS.toServers() {
		return plain
	}
	for _, p := range loadbalancer.Protocols {
		if loadbalancer.TraitsOf(p).Plain == plain {
			return p
		}
	}
	return plain
}

func (t TLS) withDefaults(protocol string) TLS {
	if t.Mode == "" {
		switch {
		case t.CertificateFile != "":
			t.Mode = TLSTerminate
		case loadbalancer.TraitsOf(protocol).TLS():
			t.Mode = TLSPassthrough
		default:
			t.Mode = TLSNone
		}
	}
	if t.Mode == TLSTerminate {
		if t.MinVersion == "" {
			t.MinVersion = TLSVersions[0]
		}
		if t.VerifyClient == "" && t.CAFile != "" {
			t.VerifyClient = VerifyRequired
		}
	}
	if t.ServerVerify == "" && t.ServerCAFile != "" {
		t.ServerVerify = VerifyRequired
	}
	return t
}

// certifiedName is what a server's certificate is for: the name given, or the server's address where that is a name.
func certifiedName(given, address string) string {
	if _, err := netip.ParseAddr(address); given != "" || err == nil {
		return given
	}
	return address
}

// bindWords are what TLS adds to a line "bind".
func (t TLS) bindWords() []string {
	if t.Mode != TLSTerminate {
		return nil
	}
	words := []string{"ssl", "crt", t.CertificateFile, "ssl-min-ver", t.MinVersion}
	if t.VerifyClient != "" && t.VerifyClient != VerifyNone {
		words = append(words, "ca-file", t.CAFile, "verify", t.VerifyClient)
	}
	return words
}

// serverWords are what TLS adds to a line "server".
func (l Listener) serverWords(s loadbalancer.Server) []string {
	var words []string
	verify, ca, name := l.TLS.ServerVerify, l.TLS.ServerCAFile, certifiedName(l.TLS.ServerName, s.Address)
	if l.TLS.toServers() {
		words = append(words, "ssl")
		if name != "" {
			words = append(words, "sni", "str("+name+")")
		}
		if l.TLS.ServerCertificateFile != "" {
			words = append(words, "crt", l.TLS.ServerCertificateFile)
		}
	}
	check := l.Check.TLS
	if check == nil && l.TLS.toServers() && s.CheckAddress != "" && s.ProbedPort(l.Check.Check) == nil {
		// With an address of its own HAProxy checks without TLS, though the port is the one that speaks it.
		check = &CheckTLS{ServerName: l.TLS.ServerName}
	}
	if check != nil {
		words = append(words, "check-ssl")
		checked := certifiedName(check.ServerName, s.Address)
		if checked != "" {
			words = append(words, "check-sni", checked)
		}
		if !l.TLS.toServers() {
			verify, ca, name = check.Verify, check.CAFile, checked
		}
	}
	if verify == "" {
		return words
	}
	words = append(words, "verify", verify)
	if verify == VerifyRequired {
		words = append(words, "ca-file", ca)
		if name != "" {
			words = append(words, "verifyhost", name)
		}
	}
	return slices.Clip(words)
}
