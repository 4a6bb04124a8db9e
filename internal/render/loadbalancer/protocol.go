package loadbalancer

// What clients of a listener speak. A balancer passes a TLS protocol through to the broker without opening it, unless
// its writer is told to end TLS itself.
const (
	ProtocolAMQP       = "amqp"
	ProtocolAMQPS      = "amqps"
	ProtocolMQTT       = "mqtt"
	ProtocolMQTTS      = "mqtts"
	ProtocolSTOMP      = "stomp"
	ProtocolSTOMPS     = "stomps"
	ProtocolStream     = "stream"
	ProtocolStreams    = "streams"
	ProtocolManagement = "management"
)

// Protocols are the values of Listener.Protocol.
var Protocols = []string{
	ProtocolAMQP, ProtocolAMQPS, ProtocolMQTT, ProtocolMQTTS, ProtocolSTOMP, ProtocolSTOMPS, ProtocolStream,
	ProtocolStreams, ProtocolManagement,
}

// ManagementPort is where the management API listens without TLS.
const ManagementPort = 15672

// Traits are what follows from a protocol.
type Traits struct {
	// Port is where RabbitMQ listens for it unless told otherwise.
	Port int
	// Balance is the algorithm that suits it.
	Balance string
	// Description is its name for people.
	Description string
	// HTTP reports whether requests can be told apart and balanced one by one.
	HTTP bool
	// Plain is the same protocol without TLS; empty where it has none already.
	Plain string
}

// Connections of messaging clients last for days, so they are spread by their number; requests to the management API
// are short and go round. The ports are those of RabbitMQ's guide "Networking".
var protocolTraits = map[string]Traits{
	ProtocolAMQP:       {Port: 5672, Balance: "leastconn", Description: "AMQP 0-9-1 and 1.0"},
	ProtocolAMQPS:      {Port: 5671, Balance: "leastconn", Description: "AMQP 0-9-1 and 1.0 over TLS", Plain: ProtocolAMQP},
	ProtocolMQTT:       {Port: 1883, Balance: "leastconn", Description: "MQTT"},
	ProtocolMQTTS:      {Port: 8883, Balance: "leastconn", Description: "MQTT over TLS", Plain: ProtocolMQTT},
	ProtocolSTOMP:      {Port: 61613, Balance: "leastconn", Description: "STOMP"},
	ProtocolSTOMPS:     {Port: 61614, Balance: "leastconn", Description: "STOMP over TLS", Plain: ProtocolSTOMP},
	ProtocolStream:     {Port: 5552, Balance: "leastconn", Description: "RabbitMQ streams"},
	ProtocolStreams:    {Port: 5551, Balance: "leastconn", Description: "RabbitMQ streams over TLS", Plain: ProtocolStream},
	ProtocolManagement: {Port: ManagementPort, Balance: "roundrobin", Description: "RabbitMQ management", HTTP: true},
}

// TraitsOf are the traits of a protocol; of one that is none of Protocols, which a Validator reports, nothing is known.
func TraitsOf(protocol string) Traits { return protocolTraits[protocol] }

// TLS reports whether clients of the protocol speak TLS.
func (t Traits) TLS() bool { return t.Plain != "" }
