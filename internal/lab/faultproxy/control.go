package faultproxy

import (
	"fmt"
	"net"
	"net/http"
	"time"
)

// Set gives the proxy a fault in place of the one it had. Requests that the old one holds back go on.
func (p *Proxy) Set(f Fault) {
	left := f.next
	choose := func(r Request) Fault {
		if f.method != "" && f.method != r.Method {
			return Fault{}
		}
		if f.next > 0 {
			if left == 0 {
				return Fault{}
			}
			left--
		}
		return f
	}
	p.replace(choose, f.refuse)
}

// SetEach lets a function decide on each request, in the order of their arrival. It is never called twice at a time, and
// must not call the proxy.
func (p *Proxy) SetEach(choose func(Request) Fault) { p.replace(choose, false) }

// Clear makes the proxy behave. Requests that were held back go on.
func (p *Proxy) Clear() { p.replace(noFault, false) }

func (p *Proxy) replace(choose func(Request) Fault, refuse bool) {
	p.control.Lock()
	defer p.control.Unlock()
	p.mu.Lock()
	close(p.over)
	p.choose, p.over = choose, make(chan struct{})
	p.mu.Unlock()
	switch {
	case refuse && p.shut != nil:
		p.shut()
		p.shut = nil
	case !refuse && p.shut == nil:
		if err := p.listen(); err != nil {
			p.failed = err
		}
	}
}

// Close ends the proxy and every connection. It fails if the port was not to be had back after Refuse, because then the
// proxy was not there when it was believed to be.
func (p *Proxy) Close() error {
	p.replace(noFault, true)
	p.transport.CloseIdleConnections()
	p.control.Lock()
	defer p.control.Unlock()
	return p.failed
}

// listen opens the port with a server of its own, since one that was closed does not serve again.
func (p *Proxy) listen() error {
	listener, err := net.Listen("tcp", p.address)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", p.address, err)
	}
	server := &http.Server{Handler: p, ReadHeaderTimeout: time.Minute, ConnState: func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			p.mu.Lock()
			p.connections++
			p.mu.Unlock()
		}
	}}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener)
	}()
	p.shut = func() {
		_ = server.Close()
		// A server that has not begun to serve yet closes the listener only when it does.
		<-ended
	}
	return nil
}
