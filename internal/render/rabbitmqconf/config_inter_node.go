package rabbitmqconf

// InterNodeTLS is how nodes and command line tools talk to each other over TLS. It must be so on all nodes or on none: a
// node with it and one without do not reach each other.
type InterNodeTLS struct {
	// CertificateFiles must be given, the authorities unless Verify is verify_none. Erlang replaces nothing in the paths.
	// A certificate must name the host of its node, and serve a server as well as a client.
	CertificateFiles
	// Password is that of the key.
	Password string
	// Verify is verify_peer or verify_none: whether both sides check the other one's certificate. Default verify_peer.
	Verify string
	// FailIfNoPeerCert refuses nodes and tools without a certificate. Default true with verify_peer.
	FailIfNoPeerCert *bool
	// Depth is how many certificates may stand between a node's and the authority's, 0 to 255. Erlang's is 1, from
	// Erlang 26 on 10.
	Depth *int
	// Versions are those allowed, of TLSVersions.
	Versions []string
	// IPv6 makes nodes talk to each other over IPv6.
	IPv6 bool
	// OptFile is where the file with all this is on the nodes. Default /etc/rabbitmq/inter_node_tls.config.
	OptFile string
}

const interNodeOptFile = "/etc/rabbitmq/inter_node_tls.config"

func (t *InterNodeTLS) withDefaults() *InterNodeTLS {
	if t == nil {
		return nil
	}
	filled := *t
	if filled.Verify == "" {
		filled.Verify = verifyPeer
	}
	if filled.FailIfNoPeerCert == nil {
		filled.FailIfNoPeerCert = new(filled.Verify == verifyPeer)
	}
	if filled.OptFile == "" {
		filled.OptFile = interNodeOptFile
	}
	return &filled
}
