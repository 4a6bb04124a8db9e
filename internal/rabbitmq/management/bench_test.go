package management

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

const benchmarkQueue = `{"name":"q%d","vhost":"v","type":"quorum","durable":true,"auto_delete":false,"exclusive":false,` +
	`"arguments":{"x-queue-type":"quorum","x-max-length":1000}}`

func benchmarkClient(b *testing.B, handler http.HandlerFunc) *Client {
	b.Helper()
	node := httptest.NewServer(handler)
	b.Cleanup(node.Close)
	client, err := New(httpapi.Config{Endpoints: []string{node.URL}})
	if err != nil {
		b.Fatal(err)
	}
	return client
}

// BenchmarkReadQueue is the cost of one single read on our side: request, answer, decoding.
func BenchmarkReadQueue(b *testing.B) {
	client := benchmarkClient(b, answering(http.StatusOK, fmt.Sprintf(benchmarkQueue, 0)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := getObject[Queue](b.Context(), client, queuePath("v", "q0")); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadQueueShared is the cost of one read where 1,000 queues are read by lists.
func BenchmarkReadQueueShared(b *testing.B) {
	const queues = 1000
	list := make([]string, queues)
	for i := range list {
		list[i] = fmt.Sprintf(benchmarkQueue, i)
	}
	answer := "[" + strings.Join(list, ",") + "]"
	client := benchmarkClient(b, answering(http.StatusOK, answer))
	client.shared.cache.asked[allLists] = smallOperation
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%queues == 0 {
			clear(client.shared.cache.lists)
		}
		if _, err := client.Queue(b.Context(), "v", fmt.Sprintf("q%d", i%queues)); err != nil {
			b.Fatal(err)
		}
	}
}
