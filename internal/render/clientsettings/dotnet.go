package clientsettings

import "strconv"

// DotNet is an example of C# for RabbitMQ.Client 7 that connects to the first endpoint that answers and reconnects automatically
// after a failover. The password is read from the environment.
func (r Resolved) DotNet() string {
	c := r.config
	var t text
	if c.TLS != nil && !*c.TLS.Verify {
		t.line("using System.Net.Security;")
	}
	t.line("using RabbitMQ.Client;\n")
	t.line("var factory = new ConnectionFactory\n{")
	if c.Username != "" {
		t.line("    UserName = %s,", csharp(c.Username))
		t.line("    Password = Environment.GetEnvironmentVariable(%s)!,", csharp(c.passwordVariable()))
	}
	t.line("    VirtualHost = %s,", csharp(c.Vhost))
	t.line("    RequestedHeartbeat = TimeSpan.FromSeconds(%s),", strconv.Itoa(*c.Heartbeat))
	if c.ConnectionTimeout != nil {
		t.line("    RequestedConnectionTimeout = TimeSpan.FromSeconds(%s),", strconv.Itoa(*c.ConnectionTimeout))
	}
	t.line("    AutomaticRecoveryEnabled = true,\n    TopologyRecoveryEnabled = true,\n};")
	if c.TLS != nil && c.TLS.CAFile != "" {
		t.line("// .NET trusts what the system does: add the certificates that sign the brokers' there.")
	}
	if c.TLS != nil && c.TLS.CertificateFile != "" {
		t.line("// A certificate of the client's own goes into SslOption.CertPath, as PKCS #12.")
	}
	t.line("var endpoints = new List<AmqpTcpEndpoint>\n{")
	for _, e := range c.Endpoints {
		t.line("    new(%s, %s%s),", csharp(e.Address), strconv.Itoa(*e.Port), c.dotNetTLS(e))
	}
	t.line("};")
	t.line("await using var connection = await factory.CreateConnectionAsync(endpoints);")
	if *c.ConfirmPublish {
		t.line("// With tracking, publishing ends when the broker has taken the message, and throws when it has not.")
		t.line("var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);")
		t.line("await using var channel = await connection.CreateChannelAsync(options);")
	} else {
		t.line("await using var channel = await connection.CreateChannelAsync();")
	}
	return t.out.String()
}

// dotNetTLS is the further argument of an endpoint that speaks TLS.
func (c Config) dotNetTLS(e Endpoint) string {
	if c.TLS == nil {
		return ""
	}
	name := c.TLS.ServerName
	if name == "" {
		name = e.Address
	}
	if *c.TLS.Verify {
		return ", new SslOption { Enabled = true, ServerName = " + csharp(name) + " }"
	}
	return ", new SslOption { Enabled = true, ServerName = " + csharp(name) +
		", AcceptablePolicyErrors = SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch | " +
		"SslPolicyErrors.RemoteCertificateNotAvailable }"
}
