package rabbitmqconf

import (
	"strconv"
	"strings"
)

// optFile is what Erlang reads by -ssl_dist_optfile (ssl_dist_sup:consult/1 and inet_tls_dist of Erlang's application ssl): the
// options of the side that accepts a connection and of the one that makes it.
func (t *InterNodeTLS) optFile() string {
	var both []string
	text := func(name, value string) {
		if value != "" {
			both = append(both, "{"+name+", "+erlangString(value)+"}")
		}
	}
	text("cacertfile", t.CACertFile)
	text("certfile", t.CertFile)
	text("keyfile", t.KeyFile)
	text("password", t.Password)
	both = append(both, "{verify, "+t.Verify+"}")
	if t.Depth != nil {
		both = append(both, "{depth, "+strconv.Itoa(*t.Depth)+"}")
	}
	if len(t.Versions) > 0 {
		both = append(both, "{versions, ['"+strings.Join(t.Versions, "', '")+"']}")
	}
	server := append([]string{"{fail_if_no_peer_cert, " + strconv.FormatBool(*t.FailIfNoPeerCert) + "}"}, both...)
	return terms([]application{{"server", server}, {"client", both}})
}

// erlangString is ASCII as a string of Erlang.
func erlangString(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// tlsModules is the variable with the folder of Erlang's modules for TLS between nodes.
const tlsModules = "ERL_SSL_PATH"

// findTLS is how a node finds that folder, which depends on the version of Erlang. It must be named: nodes begin to listen for
// each other before Erlang has its paths of code.
const findTLS = `"$(erl -noinput -eval 'io:format("~s", [filename:dirname(code:which(inet_tls_dist))]), halt().')"`

// arguments are those of Erlang for a node and for a command line tool, as they stand inside double quotes.
func (t *InterNodeTLS) arguments() string {
	protocol := "inet_tls"
	if t.IPv6 {
		protocol = "inet6_tls"
	}
	return "-pa $" + tlsModules + " -proto_dist " + protocol + " -ssl_dist_optfile " + t.OptFile
}

// argumentVariables are the variables that give Erlang its arguments; those that the TLS between nodes is added to are true.
var argumentVariables = map[string]bool{
	"SERVER_ADDITIONAL_ERL_ARGS": true, "CTL_ERL_ARGS": true, "SERVER_ERL_ARGS": false, "SERVER_START_ARGS": false,
	"ERL_FLAGS": false, "ERL_AFLAGS": false, "ERL_ZFLAGS": false,
}
