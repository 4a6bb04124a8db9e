package deliverycheck

import (
	"errors"
	"fmt"
	"net"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/delivery"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// detailOf says what went wrong, and what to do about it.
func detailOf(err error, request delivery.Request) string {
	detail := err.Error()
	if remedy := remedyOf(err, request); remedy != "" {
		detail += "\n\n" + remedy
	}
	return detail
}

const amqpPorts = "RabbitMQ listens for AMQP on port 5672, with TLS on 5671, and a balancer where it is configured to"

// remedyOf is empty where the error says it all.
func remedyOf(err error, request delivery.Request) string {
	var answer *amqp.Error
	switch {
	case errors.Is(err, delivery.ErrRefused):
		return fmt.Sprintf("The user %q needs permissions in virtual host %q: to configure queues whose names begin with "+
			"\"terraform.delivery-check.\" or \"amq.gen-\", to read the former, and to write to \"amq.default\" (rabbitmqctl set_permissions).",
			request.Username, request.Vhost)
	case errors.Is(err, delivery.ErrSpeaksTLS):
		return "This port speaks TLS. Write a block tls {}, with ca_file or ca_pem where the authority is your own."
	case errors.Is(err, delivery.ErrSpeaksHTTP):
		return "This is the port of a web server, such as the management API's. Correct the address: " + amqpPorts + "."
	case errors.Is(err, delivery.ErrClosed):
		return closed(request) + use(err)
	case errors.Is(err, delivery.ErrSpeaksNoAMQP):
		return "Something else than AMQP 0-9-1 answered. Correct the address: " + amqpPorts + "." + use(err)
	case errors.Is(err, delivery.ErrTimeout):
		return "The node may be frozen, overloaded or starting, a firewall may drop what is sent, or the port is another's. Look at the node " +
			"(rabbitmq-diagnostics status), or raise timeout." + use(err)
	case errors.As(err, &answer) && answer.Code == amqp.AccessRefused:
		return fmt.Sprintf("Check username and password: try rabbitmqctl authenticate_user %q. The user guest may only log in on the node's own machine.",
			request.Username)
	case errors.As(err, &answer) && answer.Code == amqp.NotAllowed:
		return fmt.Sprintf("Check vhost: rabbitmqctl list_vhosts names those that exist, and rabbitmqctl list_user_permissions %q those that the "+
			"user may enter.", request.Username)
	}
	return remedyOfConnection(httpapi.Diagnose(err), request) + use(err)
}

// use says what RabbitMQ uses the port of an error's address for, if that is not AMQP.
func use(err error) string {
	var failure *delivery.Error
	if !errors.As(err, &failure) {
		return ""
	}
	_, port, _ := net.SplitHostPort(failure.Address)
	switch what := topology.PortUse(port); {
	case port == "15672" || port == "15671":
		return fmt.Sprintf(" RabbitMQ uses port %s for the management API by default.", port)
	case what == "" || port == "5672" || port == "5671":
		return ""
	default:
		return fmt.Sprintf(" RabbitMQ uses port %s for %s by default.", port, what)
	}
}

// remedyOfConnection says what to do about the network, and about TLS.
func remedyOfConnection(found httpapi.Diagnosis, request delivery.Request) string {
	switch found.Failure {
	case httpapi.FailureNoSuchHost:
		return "The host name is not known where Terraform runs. It may be misspelt, or known only inside the broker's network."
	case httpapi.FailureRefused:
		return "Nothing listens there. Start the node or the balancer, or correct the port: " + amqpPorts + "."
	case httpapi.FailureNoRoute:
		return "There is no route to this host from where Terraform runs. Check its address, the VPN and the network."
	case httpapi.FailureConnectTimeout:
		return "Nothing answered the attempt to connect: a firewall may drop it, or the machine may be down."
	case httpapi.FailureAuthority:
		return "The server's certificate was signed by an authority that is not trusted here. Name that authority's certificate in ca_file or " +
			"ca_pem of the block tls."
	case httpapi.FailureHostName:
		return fmt.Sprintf("The server's certificate is for %s. Use one of these names in the address, or give it as server_name in the block tls.",
			orNobody(found.Detail))
	case httpapi.FailureExpired:
		return "The server's certificate is valid " + found.Detail + ", and not now. Renew it, or correct the clock of the machine where Terraform runs."
	case httpapi.FailureClientCertificate, httpapi.FailureHandshake:
		return "The server refused the TLS handshake. Where it wants a client certificate, set cert_pem and key_pem in the block tls."
	case httpapi.FailureAMQP:
		return "This port speaks AMQP without TLS. Leave the block tls out, or name the port with TLS, which is 5671 by default."
	case httpapi.FailureNeedsPlain, httpapi.FailureNotHTTP:
		return "This port speaks no TLS. Leave the block tls out, or correct the address: " + amqpPorts + "."
	case httpapi.FailureClosed:
		return closed(request)
	}
	return ""
}

// closed is about a connection that was accepted and then ended without a word.
func closed(request delivery.Request) string {
	other := "The port may want TLS (write a block tls {})"
	if request.TLS != nil {
		other = "The port may speak no TLS (leave the block tls out)"
	}
	return other + ", want a PROXY header, or belong to something else, such as the management API; behind a balancer, no node may be up. " + amqpPorts + "."
}

func orNobody(names string) string {
	if names == "" {
		return "no host at all"
	}
	return names
}
