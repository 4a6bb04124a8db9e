package bench

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// Call is one request of the management API, without the endpoint.
type Call struct {
	Method string
	Path   string // begins with "/api/", percent-encoded
	Body   string // JSON; empty for none
}

// Calls are the requests that declare a shape, and those that take it away again: the least that any client sends which
// names every object. The calls of one phase may be sent at once, phases come in order. They follow the
// references of Configuration.
func Calls(shape Shape, vhost string) (create, destroy [][]Call) {
	var policies, queues, exchanges, bindings []object
	for i := range Policies {
		policies = append(policies, policyObject(shape, i))
	}
	for i := range shape.Exchanges() {
		exchanges = append(exchanges, object{[]string{"exchanges", exchangeName(i)},
			map[string]any{"type": "direct", "durable": true, "auto_delete": false, "internal": false, "arguments": map[string]any{}}})
	}
	for i := range shape.Queues {
		arguments := map[string]any{"x-queue-type": shape.Kind.QueueType()}
		queues = append(queues, object{[]string{"queues", queueName(i)},
			map[string]any{"durable": true, "auto_delete": false, "arguments": arguments}})
		bindings = append(bindings, object{
			[]string{"bindings", "e", exchangeName(i % shape.Exchanges()), "q", queueName(i), routingKey(i)},
			map[string]any{"routing_key": routingKey(i), "arguments": map[string]any{}}})
	}
	phases := [][]object{policies, append(queues, exchanges...), bindings}
	object := "/api/vhosts/" + url.PathEscape(vhost)
	create = [][]Call{{{Method: http.MethodPut, Path: object, Body: "{}"}}}
	destroy = [][]Call{{{Method: http.MethodDelete, Path: object}}}
	for _, phase := range phases {
		var made, removed []Call
		for _, each := range phase {
			made = append(made, each.create(vhost))
			removed = append(removed, Call{Method: http.MethodDelete, Path: each.path(vhost, len(each.names))})
		}
		create = append(create, made)
		destroy = append([][]Call{removed}, destroy...)
	}
	return create, destroy
}

// object is something in a virtual host: the collection's name, then the object's own.
type object struct {
	names []string
	body  map[string]any
}

// create makes the object. A binding is posted to the pair of its ends, and gets the last part of its name there.
func (o object) create(vhost string) Call {
	body, err := json.Marshal(o.body)
	if err != nil {
		panic(fmt.Sprintf("bench: a body that is no JSON: %v", err)) // texts, numbers and maps of them always are
	}
	if o.names[0] == "bindings" {
		return Call{Method: http.MethodPost, Path: o.path(vhost, len(o.names)-1), Body: string(body)}
	}
	return Call{Method: http.MethodPut, Path: o.path(vhost, len(o.names)), Body: string(body)}
}

func (o object) path(vhost string, parts int) string {
	path := "/api/" + o.names[0] + "/" + url.PathEscape(vhost)
	for _, name := range o.names[1:parts] {
		path += "/" + url.PathEscape(name)
	}
	return path
}

func policyObject(shape Shape, i int) object {
	name, pattern, applyTo := "queues", "^queue-", "queues"
	definition := map[string]any{"max-length": maxLength}
	switch {
	case i > 0:
		name, applyTo = fmt.Sprintf("exchange-%d", i-1), "exchanges"
		pattern = "^" + exchangeName(i-1) + "$"
		definition = map[string]any{"alternate-exchange": alternateBefore}
	case shape.Kind == Mirrored:
		definition = map[string]any{"ha-mode": "all", "ha-sync-mode": "automatic"}
	}
	return object{[]string{"policies", name},
		map[string]any{"pattern": pattern, "apply-to": applyTo, "priority": 0, "definition": definition}}
}
