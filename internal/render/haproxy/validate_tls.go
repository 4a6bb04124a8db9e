package haproxy

import (
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// tls checks that what is said of encryption fits together: HAProxy starts with a plain listener where TLS was meant,
// and clients find out.
func (r *rules) tls(listener loadbalancer.Path, l Listener) {
	at, t := listener.Field("tls"), l.TLS
	r.OneOf(at.Field("min_version"), t.MinVersion, TLSVersions)
	r.OneOf(at.Field("verify_client"), t.VerifyClient, ClientVerifications)
	r.OneOf(at.Field("server_verify"), t.ServerVerify, ServerVerifications)
	r.File(at.Field("certificate_file"), t.CertificateFile)
	r.File(at.Field("ca_file"), t.CAFile)
	r.File(at.Field("server_ca_file"), t.ServerCAFile)
	r.File(at.Field("server_certificate_file"), t.ServerCertificateFile)
	r.hostName(at.Field("server_name"), t.ServerName)
	if !r.OneOf(at.Field("mode"), t.Mode, TLSModes) {
		return
	}
	r.mode(listener, l)
	r.bindTLS(listener, l)
	if t.Mode == TLSTerminate {
		r.termination(at, t)
	} else {
		for _, given := range []struct{ field, value string }{
			{"certificate_file", t.CertificateFile}, {"min_version", t.MinVersion},
			{"verify_client", t.VerifyClient}, {"ca_file", t.CAFile},
		} {
			if given.value != "" {
				r.Add(at.Field(given.field), "Only where TLS ends here",
					fmt.Sprintf("It takes effect with mode terminate, and the mode is %s.", t.Mode), at.Field("mode"), at.Field("certificate_file"), listener.Field("protocol"))
			}
		}
	}
	r.serverTLS(at, t)
}

// mode checks that the mode can be that of the protocol.
func (r *rules) mode(listener loadbalancer.Path, l Listener) {
	at, protocol := listener.Field("tls").Field("mode"), listener.Field("protocol")
	encrypted, mode := loadbalancer.TraitsOf(l.Protocol).TLS(), l.TLS.Mode
	switch {
	case mode == TLSNone && encrypted:
		r.Add(at, "TLS protocol without TLS", fmt.Sprintf("Clients of %s speak TLS, which somebody has to open: the broker with mode passthrough, HAProxy with terminate.", l.Protocol), protocol)
	case mode == TLSPassthrough && !encrypted:
		r.Add(at, "No TLS to pass through", fmt.Sprintf("Clients of %s speak no TLS. Choose the protocol over TLS, such as amqps.", l.Protocol), protocol)
	case mode == TLSTerminate && !encrypted && l.Protocol != loadbalancer.ProtocolManagement:
		r.Add(at, "No TLS to end", fmt.Sprintf("Clients of %s speak no TLS. Choose the protocol over TLS, such as amqps; a bind with tls = false then takes clients without it.", l.Protocol),
			protocol, listener.Field("tls").Field("certificate_file"))
	case mode == TLSPassthrough && l.TLS.toServers():
		r.Add(listener.Field("tls").Field("server_verify"), "Encrypted twice", "Connections that are passed through are encrypted already. Leave server_verify and server_ca_file out, or choose mode terminate.",
			at, listener.Field("tls"), protocol)
	}
}

// bindTLS checks the addresses that say of themselves whether TLS ends there.
func (r *rules) bindTLS(listener loadbalancer.Path, l Listener) {
	at, mode := listener.Field("bind"), listener.Field("tls").Field("mode")
	plain := 0
	for i, b := range l.Binds {
		switch {
		case b.TLS == nil:
		case l.TLS.Mode != TLSTerminate:
			r.Add(at.Item(i).Field("tls"), "Only where TLS ends here", fmt.Sprintf("It takes effect where tls has mode terminate, and the mode is %s.", l.TLS.Mode),
				mode, listener.Field("tls"), listener.Field("protocol"))
		case !*b.TLS:
			plain++
		}
	}
	if plain > 0 && plain == len(l.Binds) && l.TLS.Mode == TLSTerminate {
		r.Add(at, "No address for TLS", "The block tls has a certificate for clients, and tls is false in every bind. Leave one of the two out.", listener.Field("tls"))
	}
}

func (r *rules) termination(at loadbalancer.Path, t TLS) {
	if t.CertificateFile == "" {
		r.Add(at.Field("certificate_file"), "Missing certificate", "To end TLS HAProxy needs a PEM file with the certificate, its chain and its key.", at.Field("mode"))
	}
	verifies := t.VerifyClient == VerifyRequired || t.VerifyClient == VerifyOptional
	if verifies && t.CAFile == "" {
		r.Add(at.Field("ca_file"), "Missing authority", "To verify clients' certificates HAProxy needs a PEM file with those who sign them.", at.Field("verify_client"))
	}
	if !verifies && t.CAFile != "" {
		r.Add(at.Field("ca_file"), "Authority without effect", "No client is asked for a certificate. Set verify_client to required or optional, or leave ca_file out.", at.Field("verify_client"))
	}
}

func (r *rules) serverTLS(at loadbalancer.Path, t TLS) {
	r.verification(at, "server_verify", t.ServerVerify, "server_ca_file", t.ServerCAFile)
	if t.ServerCertificateFile != "" && !t.toServers() {
		r.Add(at.Field("server_certificate_file"), "No TLS to servers", "No server sees the certificate, for connections to servers are not encrypted here. Set server_verify or server_ca_file.", at)
	}
	if t.ServerName != "" && !t.toServers() {
		r.Add(at.Field("server_name"), "No TLS to servers", "The name has no effect, for connections to servers are not encrypted here. Set server_verify or server_ca_file.", at)
	}
}

// verification checks that a certificate that is asked for can be verified, and the other way round.
func (r *rules) verification(at loadbalancer.Path, verifyField, verify, caField, ca string) {
	if verify == VerifyRequired && ca == "" {
		r.Add(at.Field(caField), "Missing authority", fmt.Sprintf("To verify the servers' certificates HAProxy needs a PEM file with those who sign them. Without that it does not start; %s none encrypts without verifying.", verifyField), at.Field(verifyField))
	}
	if verify == VerifyNone && ca != "" {
		r.Add(at.Field(caField), "Authority without effect", fmt.Sprintf("No certificate is verified. Set %s to required, or leave it out.", verifyField), at.Field(verifyField))
	}
}

// checkTLS checks the TLS of a health check, which shares what is said of verification with the server's connections.
func (r *rules) checkTLS(at loadbalancer.Path, t CheckTLS, l Listener, listener loadbalancer.Path) {
	r.OneOf(at.Field("verify"), t.Verify, ServerVerifications)
	r.File(at.Field("ca_file"), t.CAFile)
	r.hostName(at.Field("server_name"), t.ServerName)
	switch {
	case l.TLS.toServers() && (t.Verify != "" || t.CAFile != ""):
		r.Add(at, "Verification said twice", "HAProxy verifies a server in one way only, which server_verify and server_ca_file of the listener's tls say already. Leave verify and ca_file out here.", listener.Field("tls"))
	case l.TLS.toServers():
	case t.Verify == "":
		r.Add(at.Field("ca_file"), "Missing authority", "Give the PEM file with those who sign the servers' certificates, or verify none.", at.Field("verify"), listener.Field("tls"))
	default:
		r.verification(at, "verify", t.Verify, "ca_file", t.CAFile)
	}
}

func (r *rules) hostName(at loadbalancer.Path, name string) {
	if name != "" && !loadbalancer.IsHostName(name) {
		r.Add(at, "Invalid host name", fmt.Sprintf("%q is not a host name.", name))
	}
}
