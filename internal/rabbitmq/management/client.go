package management

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"time"
)

// LogFunc receives one line for each request, retry and pause, with fields that hold no secret.
type LogFunc func(ctx context.Context, message string, fields map[string]any)

// Config says where the broker is, who asks, and how long to try.
type Config struct {
	// Endpoints are base addresses such as "http://rabbit1:15672" or "https://lb.example/rabbitmq". The first that is
	// healthy is asked; the others take over where it fails.
	Endpoints []string
	Username  string
	Password  string
	// ConnectTimeout bounds the making of one connection with its TLS handshake; 0 means DefaultConnectTimeout.
	ConnectTimeout time.Duration
	// Timeout bounds one request; 0 means DefaultTimeout. A read that another endpoint could answer waits a third of it.
	Timeout time.Duration
	// OperationTimeout bounds one call with all its attempts; 0 means DefaultOperationTimeout, or Timeout if that is longer.
	OperationTimeout time.Duration
	// MaxRetries is how often all endpoints are asked again after the first time; 0 means never, nil DefaultMaxRetries.
	MaxRetries *int
	// WaitForReady is how long the first call waits for a broker that is still booting; 0 means not at all.
	WaitForReady time.Duration
	// TLS is used for https endpoints; nil means the system's certificate authorities.
	TLS *tls.Config
	// UserAgent names the caller to the broker.
	UserAgent string
	// Log receives what happens; nil means silence.
	Log LogFunc
	// Progress receives what is waited for while nothing happens (WaitForReady); nil means Log.
	Progress LogFunc
}

// Client is safe for concurrent use. One client serves one provider configuration.
type Client struct {
	transport *transport
	shared    *sharedReads
	bindings  bindingLooks
	// usageWaits bounds the waiting for what queues hold.
	usageWaits usageWaits
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
	if config.Log == nil {
		config.Log = func(context.Context, string, map[string]any) {}
	}
	if config.Progress == nil {
		config.Progress = config.Log
	}
	config = config.withDefaults()
	t := &transport{
		endpoints:        endpoints,
		username:         config.Username,
		password:         config.Password,
		userAgent:        config.UserAgent,
		timeout:          config.Timeout,
		operationTimeout: config.OperationTimeout,
		maxRetries:       *config.MaxRetries,
		backoff:          backoff,
		log:              config.Log,
		progress:         config.Progress,
		http:             newHTTPTransport(config),
		health:           newHealth(len(endpoints)),
		gate:             newGate(config.WaitForReady),
		majority:         newMajority(),
		own:              newOwnChanges(),
	}
	return &Client{transport: t, shared: &sharedReads{transport: t}, usageWaits: usageWaits{interval: statisticsInterval}}, nil
}

// Credentials returns the user that the client logs in as.
func (c *Client) Credentials() (username, password string) {
	return c.transport.username, c.transport.password
}

// Endpoints returns the base addresses in the order in which they were given.
func (c *Client) Endpoints() []string {
	out := make([]string, len(c.transport.endpoints))
	for i, endpoint := range c.transport.endpoints {
		out[i] = endpoint.String()
	}
	return out
}
