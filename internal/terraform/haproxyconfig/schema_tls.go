package haproxyconfig

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

func tlsBlock() renderkit.Parts {
	const here = " Only where TLS ends here."
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"mode": renderkit.OptionalString("Who opens the TLS of clients, one of " + renderkit.Words(haproxy.TLSModes) + ": nobody, the broker, HAProxy. Default `terminate` where there is a `certificate_file`, " +
			"else `passthrough` for protocols over TLS and `none` for others. `management` can be terminated too."),
		"certificate_file": renderkit.OptionalString("Absolute path, on HAProxy's machine, of a PEM file with certificate, chain and key." + here),
		"min_version":      renderkit.OptionalString("Oldest version of TLS, one of " + renderkit.Words(haproxy.TLSVersions) + ". Default `TLSv1.2`." + here),
		"verify_client":    renderkit.OptionalString("Whether clients are asked for a certificate, one of " + renderkit.Words(haproxy.ClientVerifications) + ". Default `required` where there is a `ca_file`, else `none`." + here),
		"ca_file":          renderkit.OptionalString("Absolute path of a PEM file with the authorities that sign clients' certificates." + here),
		"server_verify": renderkit.OptionalString("Makes HAProxy speak TLS to the servers, and says whether their certificates are verified, one of " + renderkit.Words(haproxy.ServerVerifications) +
			". Default `required` where there is a `server_ca_file`, else no TLS to servers. Not for TLS that is passed through."),
		"server_ca_file":          renderkit.OptionalString("Absolute path of a PEM file with the authorities that sign the servers' certificates."),
		"server_certificate_file": renderkit.OptionalString("Absolute path of a PEM file with certificate and key, for servers that ask for one (`ssl_options.fail_if_no_peer_cert`). Only where HAProxy speaks TLS to servers."),
		"server_name": renderkit.OptionalString("Host name that every server's certificate has to be for. Default is the server's `address` where that is a host name; " +
			"where it is an IP address, the name is not verified."),
	}}
}

func checkTLSBlock() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"verify": renderkit.OptionalString("Whether the certificate is verified, one of " + renderkit.Words(haproxy.ServerVerifications) + ". Default `required` where there is a `ca_file`. " +
			"Left out, like `ca_file`, where the listener's `tls` speaks TLS to servers, since its verification then holds for checks too."),
		"ca_file":     renderkit.OptionalString("Absolute path of a PEM file with the authorities that sign the servers' certificates."),
		"server_name": renderkit.OptionalString("Host name that the certificate has to be for. Default is the server's `address` where that is a host name."),
	}}
}

func resolvers() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"nameservers":       renderkit.OptionalStrings("IP addresses of nameservers, with a port if it is not 53: `10.0.0.2`, `10.0.0.2:5353`, `[2001:db8::2]:53`."),
		"parse_resolv_conf": renderkit.OptionalBool("Whether the nameservers of /etc/resolv.conf are asked too. Default `false`."),
		"hold_valid":        renderkit.OptionalString("How long an answer is believed. Default is HAProxy's, `10s`."),
	}}
}

// ports lists the protocols' default ports in Markdown.
func ports() string {
	var list []string
	for _, p := range loadbalancer.Protocols {
		list = append(list, fmt.Sprintf("`%s` %d", p, loadbalancer.TraitsOf(p).Port))
	}
	return strings.Join(list, ", ")
}
