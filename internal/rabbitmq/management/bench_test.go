package management

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkReadQueue is the cost of one read on our side: request, answer, decoding.
func BenchmarkReadQueue(b *testing.B) {
	const body = `{"name":"q","vhost":"/","type":"quorum","durable":true,"auto_delete":false,"exclusive":false,` +
		`"arguments":{"x-queue-type":"quorum","x-max-length":1000},"node":"rabbit@rabbit1","policy":null}`
	node := httptest.NewServer(answering(http.StatusOK, body))
	defer node.Close()
	client, err := New(Config{Endpoints: []string{node.URL}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := client.Queue(b.Context(), "/", "q"); err != nil {
			b.Fatal(err)
		}
	}
}
