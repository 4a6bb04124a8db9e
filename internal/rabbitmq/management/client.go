package management

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	rabbithole "github.com/michaelklishin/rabbit-hole/v2"
)

// DefaultTimeout bounds one request, from looking for a connection to the last byte of the answer. A broker of 4.x
// that has lost its majority takes up to 60 s to say so, so a shorter default would hide the reason.
const DefaultTimeout = 90 * time.Second

// maxConnections is how many connections are kept to one endpoint: Terraform works on ten objects at once.
const maxConnections = 10

// LogFunc receives one line for each request, with fields that hold no secret.
type LogFunc func(ctx context.Context, message string, fields map[string]any)

// Config says where the broker is and who asks.
type Config struct {
	// Endpoints are base addresses such as "http://rabbit1:15672" or "https://lb.example/rabbitmq", tried in turn.
	Endpoints []string
	Username  string
	Password  string
	// Timeout bounds one request; 0 means DefaultTimeout.
	Timeout time.Duration
	// TLS is used for https endpoints; nil means the system's certificate authorities.
	TLS *tls.Config
	// UserAgent names the caller to the broker.
	UserAgent string
	// Log receives one line a request; nil means silence.
	Log LogFunc
}

// Client is safe for concurrent use. One client serves one provider configuration.
type Client struct {
	transport *transport
}

// New checks the endpoints and returns a client; it does not connect.
func New(config Config) (*Client, error) {
	if len(config.Endpoints) == 0 {
		return nil, errors.New("no endpoint of the management API is given")
	}
	endpoints := make([]Endpoint, len(config.Endpoints))
	for i, text := range config.Endpoints {
		endpoint, err := ParseEndpoint(text)
		if err != nil {
			return nil, fmt.Errorf("endpoint %d: %w", i+1, err)
		}
		endpoints[i] = endpoint
	}
	if config.Timeout == 0 {
		config.Timeout = DefaultTimeout
	}
	if config.Log == nil {
		config.Log = func(context.Context, string, map[string]any) {}
	}
	return &Client{transport: &transport{
		endpoints: endpoints,
		username:  config.Username,
		password:  config.Password,
		userAgent: config.UserAgent,
		timeout:   config.Timeout,
		log:       config.Log,
		http: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			TLSClientConfig:     config.TLS,
			MaxIdleConnsPerHost: maxConnections,
			MaxConnsPerHost:     maxConnections,
			IdleConnTimeout:     time.Minute,
			ForceAttemptHTTP2:   false,
			// A management answer is small or asked for once; decompressing costs more than it saves on a local network.
			DisableCompression: true,
		},
	}}, nil
}

// Endpoints returns the base addresses in the order in which they are tried.
func (c *Client) Endpoints() []string {
	out := make([]string, len(c.transport.endpoints))
	for i, endpoint := range c.transport.endpoints {
		out[i] = endpoint.String()
	}
	return out
}

// hole returns a rabbit-hole client whose requests go through our transport under the given context. It is a small
// struct: making one for each call is what gives each call its own context.
func (c *Client) hole(ctx context.Context) *rabbithole.Client {
	hole := &rabbithole.Client{Endpoint: holeEndpoint}
	hole.SetTransport(bound{ctx: ctx, transport: c.transport})
	return hole
}

// written reduces rabbit-hole's answer to what a write needs to know. Bodies are in memory already, and the net/http
// client's wrapping would show the stand-in address of holeEndpoint to the user.
func written(_ *http.Response, err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}
