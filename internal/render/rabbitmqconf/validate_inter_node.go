package rabbitmqconf

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// optFileForm is a path that stays one argument of Erlang: the scripts split arguments at spaces and do not know quotes.
var optFileForm = regexp.MustCompile(`^/[A-Za-z0-9._/@+-]+$`)

func (v *validator) interNode(c Config) {
	v.interNodeOfNodes(c)
	t := c.InterNodeTLS
	if t == nil {
		return
	}
	at := field("inter_node_tls")
	for _, f := range []struct {
		name, value string
		needed      bool
	}{{"cacertfile", t.CACertFile, t.Verify == verifyPeer}, {"certfile", t.CertFile, true}, {"keyfile", t.KeyFile, true}} {
		path := c.at(at.Field(f.name))
		switch {
		case f.needed && f.value == "":
			v.Add(path, "Missing file", "Give the absolute path of a PEM file on the nodes.", at.Field("verify"))
		case substituted.MatchString(f.value):
			v.Add(path, "Path with a substitution", "Erlang reads this path itself, and puts no variable in the place of $( ). Write the path out.")
		case !valueForm.MatchString(f.value):
			v.Add(path, "Value cannot be written", "The path has a character in it that is not printable ASCII.")
		default:
			v.File(path, f.value)
		}
	}
	if !valueForm.MatchString(t.Password) {
		v.Add(at.Field("password"), "Value cannot be written", "The password has a character in it that is not printable ASCII.")
	}
	v.OneOf(at.Field("verify"), t.Verify, verifications)
	if *t.FailIfNoPeerCert && t.Verify == verifyNone {
		v.Add(at.Field("fail_if_no_peer_cert"), "Nobody is asked for a certificate", "Set verify to verify_peer too.", at.Field("verify"))
	}
	v.Between(at.Field("depth"), t.Depth, 0, 255)
	v.tlsVersions(at.Field("versions"), t.Versions)
	if !optFileForm.MatchString(t.OptFile) {
		v.Add(at.Field("optfile"), "Invalid path", fmt.Sprintf("%q is not an absolute path of letters, digits and . _ / @ + -. "+
			"The scripts of RabbitMQ split arguments at spaces.", t.OptFile))
	}
	for _, name := range slices.Sorted(maps.Keys(c.Environment)) {
		if _, gives := argumentVariables[name]; gives && distributionArgument.MatchString(c.Environment[name]) {
			v.Add(c.at(element("environment", name)), "Argument given twice", "The block inter_node_tls gives Erlang -proto_dist and -ssl_dist_optfile. "+
				"Leave out what begins with -proto_dist and -ssl_dist_.", at)
		}
	}
}

// distributionArgument is one by which Erlang learns how nodes talk to each other.
var distributionArgument = regexp.MustCompile(`(^|\s)-(proto_dist|ssl_dist_\w+)(\s|$)`)

// interNodeOfNodes finds files of nodes that belong to a block that is not there.
func (v *validator) interNodeOfNodes(c Config) {
	for i, n := range c.Nodes {
		at := field("node").Item(i)
		if n.InterNodeTLS != nil && c.InterNodeTLS == nil {
			v.Add(at.Field("inter_node_tls"), "Files without TLS", "TLS between nodes is for all nodes or for none: give the block inter_node_tls outside of node too.",
				field("inter_node_tls"))
		}
		for _, block := range []struct {
			name  string
			files *CertificateFiles
		}{{"tls", n.TLS}, {"inter_node_tls", n.InterNodeTLS}} {
			if block.files != nil && strings.TrimSpace(block.files.CACertFile+block.files.CertFile+block.files.KeyFile) == "" {
				v.Add(at.Field(block.name), "Missing file", "Give at least one file that this node has of its own.",
					at.Field(block.name).Field("certfile"), at.Field(block.name).Field("keyfile"), at.Field(block.name).Field("cacertfile"))
			}
		}
	}
}
