package clientsettings

import (
	"slices"
	"strconv"
)

// Go is an example of Go for github.com/rabbitmq/amqp091-go, which knows one address for each connection: a function that
// connects to the first endpoint that answers. The password is read from the environment.
func (r Resolved) Go() string {
	c := r.config
	var t text
	t.line("package main\n\nimport (")
	for _, name := range c.goImports() {
		t.line("\t%s", strconv.Quote(name))
	}
	t.line("\n\tamqp \"github.com/rabbitmq/amqp091-go\"\n)\n")
	t.line("// dial connects to the first node that answers. Call it again when Connection.NotifyClose tells that the connection is")
	t.line("// lost: the library does not reconnect automatically.")
	t.line("func dial() (*amqp.Connection, error) {\n\tconfig := amqp.Config{")
	if c.Username != "" {
		t.line("\t\tSASL:      []amqp.Authentication{&amqp.PlainAuth{Username: %s, Password: os.Getenv(%s)}},",
			strconv.QuoteToASCII(c.Username), strconv.QuoteToASCII(c.passwordVariable()))
	}
	t.line("\t\tVhost:     %s,", strconv.QuoteToASCII(c.Vhost))
	t.line("\t\tHeartbeat: %s * time.Second,", strconv.Itoa(*c.Heartbeat))
	t.line("\t\tLocale:    \"en_US\",")
	if c.ConnectionTimeout != nil {
		t.line("\t\tDial:      amqp.DefaultDial(%s * time.Second),", strconv.Itoa(*c.ConnectionTimeout))
	}
	t.line("\t}")
	scheme := "amqp"
	if c.TLS != nil {
		scheme = "amqps"
		t.goTLS(*c.TLS)
	}
	t.line("\tvar failed error\n\tfor _, address := range []string{")
	for _, address := range r.Addresses() {
		t.line("\t\t%s,", strconv.QuoteToASCII(address))
	}
	t.line("\t} {\n\t\tconnection, err := amqp.DialConfig(\"%s://\"+address, config)", scheme)
	t.line("\t\tif err == nil {\n\t\t\treturn connection, nil\n\t\t}")
	t.line("\t\tfailed = errors.Join(failed, fmt.Errorf(\"%%s: %%w\", address, err))\n\t}\n\treturn nil, failed\n}")
	return t.out.String()
}

func (c Config) goImports() []string {
	imports := []string{"errors", "fmt", "time"}
	if c.Username != "" || c.TLS != nil && c.TLS.CAFile != "" {
		imports = append(imports, "os")
	}
	if c.TLS != nil {
		imports = append(imports, "crypto/tls")
		if c.TLS.CAFile != "" {
			imports = append(imports, "crypto/x509")
		}
	}
	slices.Sort(imports)
	return imports
}

func (t *text) goTLS(s TLS) {
	t.line("\tconfig.TLSClientConfig = &tls.Config{")
	if s.ServerName != "" {
		t.line("\t\tServerName:         %s,", strconv.QuoteToASCII(s.ServerName))
	}
	t.line("\t\tInsecureSkipVerify: %t,\n\t}", !*s.Verify)
	if s.CAFile != "" {
		t.line("\tpem, err := os.ReadFile(%s)\n\tif err != nil {\n\t\treturn nil, err\n\t}", strconv.QuoteToASCII(s.CAFile))
		t.line("\tconfig.TLSClientConfig.RootCAs = x509.NewCertPool()")
		t.line("\tif !config.TLSClientConfig.RootCAs.AppendCertsFromPEM(pem) {\n\t\treturn nil, errors.New(\"no certificate in the file\")\n\t}")
	}
	if s.CertificateFile != "" {
		t.line("\town, err := tls.LoadX509KeyPair(%s, %s)\n\tif err != nil {\n\t\treturn nil, err\n\t}",
			strconv.QuoteToASCII(s.CertificateFile), strconv.QuoteToASCII(s.KeyFile))
		t.line("\tconfig.TLSClientConfig.Certificates = []tls.Certificate{own}")
	}
}
