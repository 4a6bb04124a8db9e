package tfkit

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// hintForEndpoints says for each endpoint what to do about it. Endpoints with the same remedy are named together; where there is
// but one remedy it needs no names.
func hintForEndpoints(unreachable *httpapi.UnreachableError) string {
	var remedies []string
	endpoints := map[string][]string{}
	for _, attempt := range unreachable.Attempts {
		remedy := remedyFor(attempt)
		if _, known := endpoints[remedy]; !known {
			remedies = append(remedies, remedy)
		}
		endpoints[remedy] = append(endpoints[remedy], attempt.Endpoint)
	}
	if len(remedies) < 2 {
		return strings.Join(remedies, "")
	}
	for i, remedy := range remedies {
		remedies[i] = strings.Join(endpoints[remedy], ", ") + ": " + remedy
	}
	return strings.Join(remedies, "\n\n")
}

// remedyFor says what to do about one endpoint.
func remedyFor(attempt httpapi.Attempt) string {
	found := httpapi.Diagnose(attempt.Cause)
	host, port := attempt.Endpoint, ""
	if address, err := url.Parse(attempt.Endpoint); err == nil {
		host, port = address.Hostname(), address.Port()
	}
	remedy := remedyOf(found, host)
	if use := topology.PortUse(port); use != "" {
		remedy += fmt.Sprintf(" RabbitMQ uses port %s for %s by default, and 15672, or 15671 with TLS, for the management API.", port, use)
	}
	return remedy
}

const (
	managementPorts = "the management API has port 15672, or 15671 with TLS"
	checkEndpoint   = "Check \"endpoints\" (RABBITMQ_ENDPOINTS): "
)

// remedyOf says what to do about a failure of an endpoint on a host.
func remedyOf(found httpapi.Diagnosis, host string) string {
	switch found.Failure {
	case httpapi.FailureAuthority, httpapi.FailureHostName, httpapi.FailureExpired, httpapi.FailureCertificate,
		httpapi.FailureClientCertificate, httpapi.FailureTLSVersion, httpapi.FailureHandshake, httpapi.FailureHandshakeTimeout:
		return remedyOfTLS(found, host)
	case httpapi.FailureNeedsTLS, httpapi.FailureNeedsPlain, httpapi.FailureAMQP, httpapi.FailureNotHTTP, httpapi.FailureClosed:
		return remedyOfProtocol(found)
	case httpapi.FailureRedirect, httpapi.FailureNotFound, httpapi.FailureForeign, httpapi.FailureGateway, httpapi.FailureProxy:
		return remedyOfAnswer(found)
	case httpapi.FailureLogin:
		return hintForLogin
	case httpapi.FailurePermission:
		return hintForRefusal("")
	case httpapi.FailureNoSuchHost:
		return "The host name is not known where Terraform runs. " + checkEndpoint + "it may be misspelt, or known only inside the " +
			"broker's network (Docker, Kubernetes, a private DNS zone)."
	case httpapi.FailureResolver:
		return "The host name could not be looked up: the name server of the machine where Terraform runs did not answer, or failed. " +
			"Check it (getent hosts NAME), and run Terraform again."
	case httpapi.FailureRefused:
		return "Nothing listens there. Start the node, enable the plugin rabbitmq_management on it (rabbitmq-plugins enable " +
			"rabbitmq_management), or correct the port: " + managementPorts + ". \"wait_for_ready\" in the provider waits for a broker that is starting."
	case httpapi.FailureNoRoute:
		return "There is no route to this host from where Terraform runs. Check its address, the VPN and the network."
	case httpapi.FailureConnectTimeout:
		return "Nothing answered the attempt to connect: a firewall or security group may drop it, the machine may be down, or the address " +
			"is another's. Open the port to the machine where Terraform runs: " + managementPorts + "."
	case httpapi.FailureAnswerTimeout:
		return "The connection was accepted, but the request was not answered: the node may be frozen, overloaded or starting. Look at it " +
			"(rabbitmq-diagnostics status), or raise \"timeout\" in the provider."
	}
	return checkEndpoint + "each must be the management API of a running node (port 15672, or 15671 with TLS), with the plugin " +
		"rabbitmq_management enabled."
}

// remedyOfTLS says what to do about certificates and handshakes.
func remedyOfTLS(found httpapi.Diagnosis, host string) string {
	switch found.Failure {
	case httpapi.FailureAuthority:
		return "The server's certificate was signed by an authority that is not trusted here. Name that authority's certificate in " +
			"\"tls\" of the provider: ca_file (RABBITMQ_CA_FILE), or ca_pem (RABBITMQ_CA_PEM). Where one is given already, it is not the " +
			"authority of this certificate, or an intermediate certificate is missing at the server."
	case httpapi.FailureHostName:
		names := "It names no host at all in its subjectAltName: have it issued again with one."
		if found.Detail != "" {
			names = fmt.Sprintf("It is for %s. Use one of these names in \"endpoints\", or give it as server_name in \"tls\" of the provider "+
				"(RABBITMQ_SERVER_NAME); or have the certificate issued for %s, too.", found.Detail, host)
		}
		return "The server's certificate is not for the name of this endpoint. " + names
	case httpapi.FailureExpired:
		return "The server's certificate is valid " + found.Detail + ", and not now. Renew it on the node, or correct the clock of the " +
			"machine where Terraform runs."
	case httpapi.FailureCertificate:
		return "The server's certificate cannot be used. Have it issued again, for servers (extended key usage serverAuth), by an " +
			"authority whose certificate may sign."
	case httpapi.FailureClientCertificate:
		return "The server wants a client certificate, or did not accept the one that it was given. Set cert_pem and key_pem in \"tls\" of the " +
			"provider (RABBITMQ_CERT_PEM, RABBITMQ_KEY_PEM): a certificate that has not expired, of an authority that the server trusts " +
			"(management.ssl.cacertfile)."
	case httpapi.FailureTLSVersion:
		return "The server speaks no version of TLS that is safe: TLS 1.2 or newer is needed. Allow it on the node (management.ssl.versions), " +
			"or on the load balancer."
	case httpapi.FailureHandshakeTimeout:
		return "The connection was accepted, but the TLS handshake was not answered. The port may speak no TLS, or the node is frozen. " +
			checkEndpoint + managementPorts + "."
	}
	return "The server refused the TLS handshake. It may want a client certificate (cert_pem and key_pem in \"tls\" of the provider), " +
		"allow other versions or ciphers of TLS only, or know no host of this name; its log says which."
}

// remedyOfProtocol says what to do about a port that speaks another protocol than the endpoint says.
func remedyOfProtocol(found httpapi.Diagnosis) string {
	switch found.Failure {
	case httpapi.FailureNeedsTLS:
		return "This port speaks TLS. Write https:// in place of http:// in \"endpoints\" (RABBITMQ_ENDPOINTS)."
	case httpapi.FailureNeedsPlain:
		return "This port speaks HTTP without TLS. Write http:// in place of https:// in \"endpoints\" (RABBITMQ_ENDPOINTS), or name the port " +
			"with TLS, which is 15671 by default."
	case httpapi.FailureAMQP:
		return "This is a port for AMQP clients. " + checkEndpoint + managementPorts + "."
	case httpapi.FailureNotHTTP:
		said := ""
		if found.Detail != "" {
			said = fmt.Sprintf(" It began with %q.", found.Detail)
		}
		return "What listens there does not speak HTTP." + said + " " + checkEndpoint + managementPorts + "."
	}
	return "The connection was accepted, and then closed without an answer. The port may want TLS (write https://) or no TLS (http://), " +
		"or belong to something else; behind a load balancer, no node may be up. " + checkEndpoint + managementPorts + "."
}

// remedyOfAnswer says what to do where something else than a broker answered.
func remedyOfAnswer(found httpapi.Diagnosis) string {
	const another = "Name the nodes themselves, or the address under which the proxy or load balancer passes the management API on. Where " +
		"HTTP_PROXY or HTTPS_PROXY is set, NO_PROXY excepts hosts from it."
	switch found.Failure {
	case httpapi.FailureRedirect:
		if strings.HasPrefix(found.Detail, "https://") {
			return "A redirection is not followed, since the password would go along. If " + found.Detail + " is the management API, write " +
				"that in \"endpoints\" (RABBITMQ_ENDPOINTS); if it is a login page: " + another
		}
		return "A redirection is not followed, since the password would go along. A login page or another web server answered in the " +
			"broker's place. " + another
	case httpapi.FailureNotFound:
		return "A web server answered that does not know the management API at this address. A path prefix may be missing from the endpoint (the " +
			"broker's management.path_prefix, or a proxy's), or it is another server. " + another
	case httpapi.FailureGateway:
		return "A proxy or load balancer answered that no broker behind it does, or the broker is overloaded. Start the nodes, and look at " +
			"the health checks of the load balancer; or name the nodes themselves in \"endpoints\"."
	case httpapi.FailureProxy:
		return "The request went to the proxy that HTTP_PROXY or HTTPS_PROXY names. Correct it, or except the broker's host from it with NO_PROXY."
	}
	return "Something else than a management API answered: a login page, a proxy, or another web server. " + another
}
