package httpapi

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"
)

// LogFunc receives one line for each request, retry and pause, with fields that contain no secret.
type LogFunc func(ctx context.Context, message string, fields map[string]any)

// Config says where the API is, who asks, and how long to try.
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

	// Transport carries requests to the endpoints; nil means connections of the client's own, with TLS as configured.
	Transport http.RoundTripper
	// Backoff is the pause after a round, the first one being 0, in which all endpoints failed; nil means a random time up to
	// 200 ms, twice that after each round, 5 s at most.
	Backoff func(round int) time.Duration
	// ViewLag is how long the view of a node may lag behind a change that another one took; 0 means DefaultViewLag, and a
	// negative one that it does not lag.
	ViewLag time.Duration
	// DoubtFor is for how long an answer may be doubted that contradicts what this client has just changed; 0 means
	// DefaultDoubtFor, and a negative one not at all.
	DoubtFor time.Duration
}

// Client is safe for concurrent use.
type Client struct {
	endpoints                 []Endpoint
	username, password        string
	userAgent                 string
	timeout, operationTimeout time.Duration
	maxRetries                int
	backoff                   func(round int) time.Duration
	log, progress             LogFunc
	http                      http.RoundTripper
	hooks                     Hooks
	health                    *health
	gate                      *gate
	changes                   *changes
	// writes counts the requests other than GET that have ended, in whatever way: each may have changed something.
	writes atomic.Uint64
}

// New checks the endpoints and returns a client; it does not connect.
func New(config Config, hooks Hooks) (*Client, error) {
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
	config = config.withDefaults()
	return &Client{
		endpoints:        endpoints,
		username:         config.Username,
		password:         config.Password,
		userAgent:        config.UserAgent,
		timeout:          config.Timeout,
		operationTimeout: config.OperationTimeout,
		maxRetries:       *config.MaxRetries,
		backoff:          config.Backoff,
		log:              config.Log,
		progress:         config.Progress,
		http:             config.Transport,
		hooks:            hooks.withDefaults(),
		health:           newHealth(len(endpoints), max(config.ViewLag, 0)),
		gate:             newGate(config.WaitForReady),
		changes:          newChanges(max(config.DoubtFor, 0)),
	}, nil
}

func (c Config) withDefaults() Config {
	if c.Log == nil {
		c.Log = func(context.Context, string, map[string]any) {}
	}
	if c.Progress == nil {
		c.Progress = c.Log
	}
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = DefaultConnectTimeout
	}
	if c.Timeout == 0 {
		c.Timeout = DefaultTimeout
	}
	if c.OperationTimeout == 0 {
		c.OperationTimeout = max(DefaultOperationTimeout, c.Timeout)
	}
	if c.MaxRetries == nil {
		c.MaxRetries = new(DefaultMaxRetries)
	}
	if c.Transport == nil {
		c.Transport = newHTTPTransport(c)
	}
	if c.Backoff == nil {
		c.Backoff = backoff
	}
	if c.ViewLag == 0 {
		c.ViewLag = DefaultViewLag
	}
	if c.DoubtFor == 0 {
		c.DoubtFor = DefaultDoubtFor
	}
	return c
}

// Credentials returns the user that the client logs in as.
func (c *Client) Credentials() (username, password string) { return c.username, c.password }

// Endpoints returns the base addresses in the order in which they were given. A Response and the functions that ask one
// endpoint mean an index into this list.
func (c *Client) Endpoints() []string {
	out := make([]string, len(c.endpoints))
	for i, endpoint := range c.endpoints {
		out[i] = endpoint.String()
	}
	return out
}

// Log writes a line to the log.
func (c *Client) Log(ctx context.Context, message string, fields map[string]any) {
	c.log(ctx, message, fields)
}

// Progress says what is waited for.
func (c *Client) Progress(ctx context.Context, message string, fields map[string]any) {
	c.progress(ctx, message, fields)
}

// Backoff is the pause after a round that has come to nothing, the first one being 0.
func (c *Client) Backoff(round int) time.Duration { return c.backoff(round) }

// Writes counts the requests other than GET that have ended, in whatever way: each may have changed something.
func (c *Client) Writes() uint64 { return c.writes.Load() }
