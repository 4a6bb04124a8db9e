package httpapi

import (
	"compress/gzip"
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestTLSSessionsAreUsedAgain(t *testing.T) {
	var resumed atomic.Int64
	node := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS.DidResume {
			resumed.Add(1)
		}
		w.Header().Set("Connection", "close")
		answering(200, `{}`)(w, r)
	}))
	node.StartTLS()
	t.Cleanup(node.Close)
	settings, err := TLS{}.Config()
	if err != nil {
		t.Fatal(err)
	}
	settings.RootCAs = x509.NewCertPool()
	settings.RootCAs.AddCert(node.Certificate())
	client, err := New(Config{Endpoints: []string{node.URL}, TLS: settings}, Hooks{})
	if err != nil {
		t.Fatal(err)
	}
	const requests = 4
	for range requests {
		if err := read(t, client); err != nil {
			t.Fatal(err)
		}
	}
	if got := resumed.Load(); got != requests-1 {
		t.Errorf("%d of %d connections went on with a session, want all but the first", got, requests)
	}
	if settings.ClientSessionCache != nil {
		t.Error("the caller's settings were changed")
	}
}

func TestConnectTimeoutHoldsForTheHandshakeToo(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // accepts connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	client, err := New(Config{
		Endpoints: []string{"https://" + listener.Addr().String()}, ConnectTimeout: 50 * time.Millisecond, MaxRetries: new(0),
	}, Hooks{})
	if err != nil {
		t.Fatal(err)
	}
	if err := read(t, client); err == nil || !strings.Contains(err.Error(), "no connection within 50ms") {
		t.Errorf("got %v", err)
	}
}

// elsewhere connects to the node whatever the address, so that its endpoint is not on the loopback interface.
func elsewhere(node *fakeNode) *http.Transport {
	return &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, node.Listener.Addr().String())
	}}
}

func TestListsAreCompressedOverANetwork(t *testing.T) {
	var encodings []string
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		encodings = append(encodings, r.Header.Get("Accept-Encoding"))
		if encodings[len(encodings)-1] != "gzip" {
			answering(200, `["plain"]`)(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		packed := gzip.NewWriter(w)
		_, _ = packed.Write([]byte(`["packed"]`))
		_ = packed.Close()
	})
	far := newClientWith(t, Config{Endpoints: []string{"http://rabbit1:15672"}, Transport: elsewhere(node)})
	for _, test := range []struct {
		client   *Client
		compress bool
		want     string
	}{{far, true, "packed"}, {far, false, "plain"}, {newClient(t, node.URL), true, "plain"}} {
		var got []string
		r := Reading("/api/queues/v", &got)
		r.Compress = test.compress
		if _, err := test.client.Do(t.Context(), r); err != nil || len(got) != 1 || got[0] != test.want {
			t.Errorf("got %v, %v; want %s", got, err, test.want)
		}
	}
	if strings.Join(encodings, ",") != "gzip,," {
		t.Errorf("asked for %q", encodings)
	}
}

func TestEndpointOnThisMachine(t *testing.T) {
	for text, want := range map[string]bool{
		"http://localhost:15672": true, "http://127.0.0.2": true, "https://[::1]:15671/x": true, "http://rabbit1": false, "http://10.0.0.1": false,
	} {
		endpoint, err := ParseEndpoint(text)
		if err != nil || endpoint.loopback() != want {
			t.Errorf("%s: %t, %v", text, !want, err)
		}
	}
}

func TestProxyIsNotNamedInErrors(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://user:hunter2@%zz")
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://rabbit1:15672/api/overview", nil)
	if _, err := proxyFromEnvironment(req); err != nil && strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the password is in the error: %v", err)
	}
}
