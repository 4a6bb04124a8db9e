package relay

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// echo answers every request with its own body.
func echo(w http.ResponseWriter, req *http.Request) {
	// A server that begins to answer drops what is left of the request.
	body, _ := io.ReadAll(req.Body)
	_, _ = w.Write(body)
}

func open(t *testing.T, target string, roundTrip time.Duration) *Relay {
	t.Helper()
	r, err := Open(strings.TrimPrefix(strings.TrimPrefix(target, "http://"), "https://"), roundTrip)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func TestCountsRequestsAndConnections(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(echo))
	defer server.Close()
	r := open(t, server.URL, 0)
	const each = 20
	for _, keep := range []bool{true, false} {
		before := r.Counts()
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: !keep}}
		for i := range each {
			body := strings.Repeat("x", i*5000)
			resp, err := client.Post("http://"+r.Address(), "text/plain", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(resp.Body)
			if err != nil || string(got) != body {
				t.Fatalf("%d bytes came back as %d: %v", len(body), len(got), err)
			}
			_ = resp.Body.Close()
		}
		client.CloseIdleConnections()
		got := r.Counts().Sub(before)
		want := int64(1)
		if !keep {
			want = each
		}
		if got.Requests != each || got.Connections != want || got.Bytes < 2*5000*each*(each-1)/2 {
			t.Errorf("keep %t: counted %+v, want %d requests and %d connections", keep, got, each, want)
		}
	}
}

func TestPassesTLSUntouched(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(echo))
	defer server.Close()
	r := open(t, server.URL, time.Millisecond)
	transport, ok := server.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatal("the test server's client has another transport")
	}
	transport.TLSClientConfig = &tls.Config{RootCAs: transport.TLSClientConfig.RootCAs, ServerName: "example.com"}
	resp, err := server.Client().Post("https://"+r.Address(), "text/plain", strings.NewReader("hello"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if got, err := io.ReadAll(resp.Body); string(got) != "hello" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got := r.Counts(); got.Requests != 0 || got.Connections != 1 {
		t.Errorf("counted %+v", got)
	}
}

func TestCloseEndsConnections(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	r, err := Open(silent.Addr().String(), time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", r.Address())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := silent.Accept(); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("the connection is still open")
	}
}
