package topology

// otherPorts are the ports on which RabbitMQ speaks something else than its management API, as each plugin's defaults name them
// (rabbit.app, and the schema files of rabbitmq_mqtt, rabbitmq_stomp, rabbitmq_stream, rabbitmq_prometheus, rabbitmq_web_mqtt and
// rabbitmq_web_stomp, 3.8 to 4.3).
var otherPorts = map[string]string{
	"4369":  "epmd, which tells where Erlang nodes listen",
	"5551":  "streams over TLS",
	"5552":  "streams",
	"5671":  "AMQP over TLS",
	"5672":  "AMQP",
	"1883":  "MQTT",
	"8883":  "MQTT over TLS",
	"15673": "MQTT over WebSockets and TLS",
	"15674": "STOMP over WebSockets",
	"15675": "MQTT over WebSockets",
	"15691": "metrics for Prometheus over TLS",
	"15692": "metrics for Prometheus",
	"25672": "other nodes (Erlang distribution)",
	"61613": "STOMP",
	"61614": "STOMP over TLS",
}

// PortUse says what RabbitMQ uses a port for by default, if it is something else than the management API; empty for any other
// port.
func PortUse(port string) string { return otherPorts[port] }
