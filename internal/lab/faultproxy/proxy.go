package faultproxy

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"sync"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// Proxy forwards to one endpoint, and misbehaves as it is told. It is safe for concurrent use.
type Proxy struct {
	target    *url.URL
	address   string
	transport *http.Transport

	control sync.Mutex // one change of the fault at a time; taken before mu
	shut    func()     // closes the port and every connection; nil while they are refused
	failed  error      // why the port was not to be had back

	mu          sync.Mutex
	choose      func(Request) Fault
	over        chan struct{}
	seen        []Request
	connections int
}

// Start listens on a free port of 127.0.0.1 in front of a target such as "http://127.0.0.1:15672".
func Start(target string) (*Proxy, error) {
	u, err := url.Parse(target)
	if err != nil || u.Scheme != "http" || u.Host == "" {
		return nil, fmt.Errorf("start a proxy: %q is not an address such as http://127.0.0.1:15672", target)
	}
	// Not port 0: a port that is refused for a while must not go to some outgoing connection meanwhile.
	ports, err := lab.FreePorts(1)
	if err != nil {
		return nil, fmt.Errorf("start a proxy before %s: %w", target, err)
	}
	p := &Proxy{
		target: u, address: net.JoinHostPort("127.0.0.1", strconv.Itoa(ports[0])),
		// Each body passes as it is, compressed or not.
		transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 100},
		choose:    noFault, over: make(chan struct{}),
	}
	if err := p.listen(); err != nil {
		return nil, fmt.Errorf("start a proxy before %s: %w", target, err)
	}
	return p, nil
}

func noFault(Request) Fault { return Fault{} }

// URL is the base address of the proxy; it stays the same until the proxy is closed.
func (p *Proxy) URL() string { return "http://" + p.address }

// ServeHTTP implements http.Handler.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// Only when the request is read to its end does the server watch for the client's going away.
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	fault, over := p.meet(r)
	h := held{client: r.Context(), over: over}
	if fault.before != nil && fault.before(h, w) {
		return
	}
	forward := httputil.ReverseProxy{
		Transport: p.transport,
		Rewrite:   func(pr *httputil.ProxyRequest) { pr.SetURL(p.target) },
		ModifyResponse: func(resp *http.Response) error {
			if fault.after == nil {
				return nil
			}
			return fault.after(h, resp)
		},
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	forward.ServeHTTP(w, r)
}
