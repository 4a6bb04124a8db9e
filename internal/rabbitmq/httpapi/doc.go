// Package httpapi is the client of an HTTP API that several endpoints serve: the nodes of one cluster, or load balancers before
// them. It gets a request to an endpoint that answers, and turns every answer into bytes or a typed error.
//
// It knows HTTP, TLS, endpoints and their health, time limits, retries, the form of the API's errors, and that the view of one
// node may lag behind another one. It must not know what is behind a path: no object of RabbitMQ and none of its fields. What
// depends on the objects comes in from the caller, as Hooks for all requests and as fields of a Request; package management
// is that caller. Like that package it knows nothing of Terraform.
//
// The client asks the endpoint that answered last; the others take over where it fails, which sets it aside for a while.
// Connecting, one request, and one call with all its attempts have a time-out each. Where all endpoints fail they are asked
// again after a pause, a few times; once a call has tried in vain, the others do not wait, too. A request that was not sent, or
// was turned away as too much, is sent to another endpoint. Where the answer to a PUT or DELETE was lost, the object is looked
// up before the request is sent again, and it is not sent again where that shows that it was carried out. A POST is not sent
// again, but fails with ErrAnswerLost.
//
// Six functions send, each around the next one:
//
//	Client.Do           repeats a request whose outcome contradicts this client's own changes, and once one that failed with 500
//	call.retry          makes rounds, with pauses, within the time-out of the operation
//	call.anyEndpoint    is one round: the endpoints in the order of their health
//	call.afterLookup    looks up a change whose answer was lost before it is sent again
//	Client.OneEndpoint  limits the time of one request, and notes the endpoint's health
//	Client.RoundTrip    is one request and its answer on the wire
//
// Sources: the modules rabbitmq_management and rabbitmq_web_dispatch of RabbitMQ 3.8 to 4.3.
package httpapi
