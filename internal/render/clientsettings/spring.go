package clientsettings

import (
	"net"
	"strconv"
	"strings"
)

// JavaAddresses are the endpoints as HOST:PORT, joined by commas: what Address.parseAddresses of the Java client and
// spring.rabbitmq.addresses take.
func (r Resolved) JavaAddresses() string { return strings.Join(r.Addresses(), ",") }

// Addresses are the endpoints as HOST:PORT, IPv6 addresses in brackets.
func (r Resolved) Addresses() []string {
	var addresses []string
	for _, e := range r.config.Endpoints {
		addresses = append(addresses, net.JoinHostPort(e.Address, strconv.Itoa(*e.Port)))
	}
	return addresses
}

// springBundle is the name under which Spring Boot keeps the certificates.
const springBundle = "rabbitmq"

// SpringProperties are properties of Spring Boot 2.4 and later (3.1 and later where TLS names files). The public part
// has no spring.rabbitmq.password where it would hold one.
func (r Resolved) SpringProperties(part Part) string {
	c := r.config
	var p properties
	p.set("spring.rabbitmq.addresses", r.JavaAddresses())
	if len(c.Endpoints) > 1 {
		p.set("spring.rabbitmq.address-shuffle-mode", map[string]string{FailoverRoundRobin: "inorder", FailoverShuffle: "random"}[c.FailoverStrategy])
	}
	p.text("spring.rabbitmq.username", c.Username)
	switch {
	case c.PasswordEnv != "":
		p.set("spring.rabbitmq.password", "${"+c.PasswordEnv+"}")
	case part == Complete:
		p.text("spring.rabbitmq.password", c.Password)
	}
	p.text("spring.rabbitmq.virtual-host", c.Vhost)
	p.set("spring.rabbitmq.requested-heartbeat", strconv.Itoa(*c.Heartbeat)+"s")
	if c.ConnectionTimeout != nil {
		p.set("spring.rabbitmq.connection-timeout", strconv.Itoa(*c.ConnectionTimeout)+"s")
	}
	if *c.ConfirmPublish {
		p.set("spring.rabbitmq.publisher-confirm-type", "correlated")
		p.set("spring.rabbitmq.publisher-returns", "true")
		p.set("spring.rabbitmq.template.mandatory", "true")
	}
	if c.TLS != nil {
		p.tls(*c.TLS)
	}
	return p.out.String()
}

func (p *properties) tls(t TLS) {
	p.set("spring.rabbitmq.ssl.enabled", "true")
	p.set("spring.rabbitmq.ssl.validate-server-certificate", strconv.FormatBool(*t.Verify))
	p.set("spring.rabbitmq.ssl.verify-hostname", strconv.FormatBool(*t.Verify))
	if t.CAFile == "" && t.CertificateFile == "" {
		return
	}
	p.set("spring.rabbitmq.ssl.bundle", springBundle)
	const bundle = "spring.ssl.bundle.pem." + springBundle
	for _, file := range []struct{ name, path string }{
		{".truststore.certificate", t.CAFile}, {".keystore.certificate", t.CertificateFile}, {".keystore.private-key", t.KeyFile},
	} {
		if file.path != "" {
			p.text(bundle+file.name, "file:"+file.path)
		}
	}
}

// properties builds a file of java.util.Properties line by line. Nothing else puts text into it.
type properties struct{ out strings.Builder }

// set writes a value as it is meant by Spring, placeholders included.
func (p *properties) set(name, value string) {
	p.out.WriteString(name + "=" + propertyText(value) + "\n")
}

// text writes a value that is nothing but text, and leaves out an empty one and one that Spring would not take for text.
func (p *properties) text(name, value string) {
	if value != "" && !placeholder(value) {
		p.set(name, value)
	}
}

// placeholder reports whether Spring would replace a part of a value. No way to escape it works in every version.
func placeholder(value string) bool { return strings.Contains(value, "${") }

// propertyText escapes a value as Properties.load reads it, which drops white space at its beginning.
func propertyText(value string) string {
	text := escaped(value, "")
	if strings.HasPrefix(text, " ") {
		return `\` + text
	}
	return text
}
