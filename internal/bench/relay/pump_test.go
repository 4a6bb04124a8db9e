package relay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// The clock of the bubble stands still while anything runs, so times are exact.
func TestWayIsLongNotNarrow(t *testing.T) {
	const roundTrip = 100 * time.Millisecond
	synctest.Test(t, func(t *testing.T) {
		client, relayClient := net.Pipe()
		broker, relayBroker := net.Pipe()
		r := &Relay{roundTrip: roundTrip}
		go r.pump(relayBroker, relayClient, func([]byte) {}, func(now time.Time) time.Time { return now.Add(roundTrip / 2) })
		began := time.Now()
		var sent bytes.Buffer
		go func() {
			for i := range 50 {
				line := fmt.Sprintf("chunk %d;", i)
				sent.WriteString(line)
				_, _ = client.Write([]byte(line))
			}
			_ = client.Close()
		}()
		buffer, got := make([]byte, 64), ""
		for {
			n, err := broker.Read(buffer)
			got += string(buffer[:n])
			if passed := time.Since(began); n > 0 && passed != roundTrip/2 {
				t.Fatalf("%q came after %s, want half a round trip", buffer[:n], passed)
			}
			if errors.Is(err, io.EOF) || err != nil || strings.HasSuffix(got, "chunk 49;") {
				break
			}
		}
		if got != sent.String() {
			t.Errorf("got %q", got)
		}
		_ = broker.Close()
	})
}

func TestNewConnectionCostsARoundTripMore(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(echo))
	defer server.Close()
	const roundTrip = 60 * time.Millisecond
	r := open(t, server.URL, roundTrip)
	client := &http.Client{}
	defer client.CloseIdleConnections()
	least := func(want time.Duration) {
		began := time.Now()
		resp, err := client.Get("http://" + r.Address())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		if took := time.Since(began); took < want {
			t.Errorf("the answer came after %s, sooner than %s", took, want)
		}
	}
	least(2 * roundTrip)
	least(roundTrip)
}
