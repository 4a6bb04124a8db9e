package haproxy

import (
	"fmt"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// BenchmarkRender renders a listener with as many servers as large clusters have.
func BenchmarkRender(b *testing.B) {
	const servers = 9
	listener := Listener{Listener: loadbalancer.Listener{Name: "rabbitmq"}}
	for i := range servers {
		listener.Servers = append(listener.Servers, loadbalancer.Server{Name: fmt.Sprintf("rabbit%d", i), Address: fmt.Sprintf("10.0.0.%d", i+1)})
	}
	config := Config{Listeners: []Listener{listener}}
	b.ReportAllocs()
	for b.Loop() {
		mustRender(b, config)
	}
}
