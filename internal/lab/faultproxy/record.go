package faultproxy

import (
	"net/http"
	"slices"
)

// Request is one that arrived.
type Request struct {
	Method string
	Path   string // percent-encoded as it came, without the query
	Fault  string // the name of the fault that it met; empty for none
}

// meet writes the request down and gives it its fault.
func (p *Proxy) meet(r *http.Request) (fault Fault, over <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := Request{Method: r.Method, Path: r.URL.EscapedPath()}
	fault = p.choose(seen)
	seen.Fault = fault.name
	p.seen = append(p.seen, seen)
	return fault, p.over
}

// Requests are all requests since the start, in the order of their arrival.
func (p *Proxy) Requests() []Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.seen)
}

// Count tells how many requests of this method and path arrived since the start; empty stands for any. The path is
// percent-encoded, without the query.
func (p *Proxy) Count(method, path string) int {
	count := 0
	for _, seen := range p.Requests() {
		if (method == "" || method == seen.Method) && (path == "" || path == seen.Path) {
			count++
		}
	}
	return count
}

// Connections tells how many connections were accepted since the start.
func (p *Proxy) Connections() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.connections
}
