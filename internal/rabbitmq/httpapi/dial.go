package httpapi

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// maxConnections is how many connections are kept to one endpoint: Terraform works on ten objects at once.
const maxConnections = 10

// newHTTPTransport keeps connections (HTTP/1.1) and TLS sessions, so that one handshake serves many requests.
func newHTTPTransport(config Config) *http.Transport {
	settings := config.TLS.Clone()
	if settings == nil {
		settings = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	settings.ClientSessionCache = tls.NewLRUClientSessionCache(0)
	dialer := &net.Dialer{Timeout: config.ConnectTimeout}
	// The dialer's time-out applies to connection and handshake together.
	secure := &tls.Dialer{NetDialer: dialer, Config: settings}
	return &http.Transport{
		Proxy:                  proxyFromEnvironment,
		DialContext:            explained(dialer.DialContext, config.ConnectTimeout),
		DialTLSContext:         explained(secure.DialContext, config.ConnectTimeout),
		OnProxyConnectResponse: proxyAnswered,
		// These two serve https through a proxy, where the connection to the proxy comes first.
		TLSClientConfig:     settings,
		TLSHandshakeTimeout: config.ConnectTimeout,
		MaxIdleConnsPerHost: maxConnections,
		MaxConnsPerHost:     maxConnections,
		IdleConnTimeout:     time.Minute,
		// Whether to compress is decided for each request: what is small costs more to decompress than it saves.
		DisableCompression: true,
	}
}

type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

// explained says how long was waited, which "i/o timeout" alone does not.
func explained(dial dialFunc, limit time.Duration) dialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		connection, err := dial(ctx, network, address)
		var failure net.Error
		if errors.As(err, &failure) && failure.Timeout() && ctx.Err() == nil {
			return nil, fmt.Errorf("no connection within %s: %w", limit, err)
		}
		return connection, err
	}
}

// errProxy: the proxy that the environment names could not be used.
var errProxy = errors.New("the proxy cannot be used")

// proxyFromEnvironment hides the address of a proxy that cannot be read, since it may contain a password.
func proxyFromEnvironment(r *http.Request) (*url.URL, error) {
	proxy, err := http.ProxyFromEnvironment(r)
	if err != nil {
		return nil, fmt.Errorf("%w: its address in HTTP_PROXY or HTTPS_PROXY is not a URL", errProxy)
	}
	return proxy, nil
}

// proxyAnswered refuses a proxy that does not connect to an https endpoint, and says which one it is.
func proxyAnswered(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return fmt.Errorf("%w: %s answered %d %s to CONNECT", errProxy, proxy.Host, answer.StatusCode, http.StatusText(answer.StatusCode))
}
