package rabbitmqconf

import (
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

func (v *validator) tls(c Config) {
	if c.TLS == nil {
		return
	}
	at := field("tls")
	for _, f := range []struct {
		name, value string
		needed      bool
	}{{"cacertfile", c.TLS.CACertFile, false}, {"certfile", c.TLS.CertFile, true}, {"keyfile", c.TLS.KeyFile, true}} {
		// A path that begins with a variable is absolute or not on the node only.
		if found := substituted.FindStringIndex(f.value); found == nil || found[0] > 0 {
			v.File(c.at(at.Field(f.name)), f.value)
		}
		if f.needed && f.value == "" {
			v.Add(at.Field(f.name), "Missing file", "Give the absolute path of a PEM file on the nodes.")
		}
	}
	v.OneOf(at.Field("verify"), c.TLS.Verify, verifications)
	if c.TLS.Verify == verifyPeer && c.TLS.CACertFile == "" {
		v.Add(at.Field("verify"), "Missing authority", "Clients' certificates are checked against cacertfile; set it too.", at.Field("cacertfile"))
	}
	if c.TLS.FailIfNoPeerCert != nil && *c.TLS.FailIfNoPeerCert && c.TLS.Verify != verifyPeer {
		v.Add(at.Field("fail_if_no_peer_cert"), "Nobody is asked for a certificate", "Set verify to verify_peer too.", at.Field("verify"))
	}
	v.tlsVersions(at.Field("versions"), c.TLS.Versions)
}

// What verify takes.
const (
	verifyPeer = "verify_peer"
	verifyNone = "verify_none"
)

var verifications = []string{verifyPeer, verifyNone}

func (v *validator) tlsVersions(at loadbalancer.Path, versions []string) {
	for i, version := range versions {
		if v.OneOf(at.Item(i), version, TLSVersions) && slices.Contains(versions[:i], version) {
			v.Add(at.Item(i), "Version given twice", fmt.Sprintf("%s is in the list already.", version), at)
		}
	}
}
