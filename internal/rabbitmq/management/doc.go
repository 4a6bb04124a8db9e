// Package management speaks the HTTP API of RabbitMQ's management plugin in the words of the broker: virtual hosts,
// queues, exchanges, bindings, policies, nodes.
//
// It knows how the API is reached (see below), how objects are written and read back exactly (numbers are never turned
// into floats), and which errors the broker answers with. It must not know Terraform, nor the rules about what fits
// what: those are pure and live in package topology.
//
// Objects are written through rabbit-hole, the client library of the RabbitMQ community, wherever it can say what is
// meant. Reads are decoded here: rabbit-hole decodes every metric of an object, so that one that changes its type in
// some broker version breaks the whole read, and turns integers into floats. Both go through one transport, which is
// where fail-over, retries and shared reads belong.
//
// The transport asks the endpoint that answered last; the others take over where it fails, which sets it aside for a
// while. Connecting, one request, and one call with all its attempts have a time-out each. Where all endpoints fail they
// are asked again after a pause, a few times; once a call has tried in vain, the others do not wait, too. What was not
// sent, or was turned away as too much, is sent elsewhere without a thought. Where the answer to a PUT or DELETE was
// lost, the object is looked up before it is sent again, and not sent again where it is there and could not be made again; a
// POST is not sent again, but says ErrAnswerLost.
//
// Sources: the module rabbitmq_management (rabbit_mgmt_dispatcher, rabbit_mgmt_wm_*) of RabbitMQ 3.8 to 4.3.
package management
