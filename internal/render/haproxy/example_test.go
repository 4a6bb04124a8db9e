package haproxy_test

import (
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Listeners and servers are enough; all else has the values that are recommended today.
func ExampleResolved_Render() {
	config := haproxy.Config{
		Listeners: []haproxy.Listener{{Listener: loadbalancer.Listener{
			Name: "amqp",
			Servers: []loadbalancer.Server{
				{Name: "rabbit1", Address: "172.16.21.144"},
				{Name: "rabbit2", Address: "172.16.21.145"},
				{Name: "rabbit3", Address: "172.16.21.146"},
			},
		}}},
	}
	resolved, problems := haproxy.Resolve(config)
	if len(problems) > 0 {
		fmt.Println(problems)
		return
	}
	text, err := resolved.Render()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(text)
	// Output:
	// global
	//     maxconn 4096
	//
	// defaults
	//     mode tcp
	//     option dontlognull
	//     option redispatch
	//     retries 3
	//     timeout connect 5s
	//     timeout client 3h
	//     timeout server 3h
	//     timeout check 3s
	//
	// listen amqp
	//     description "AMQP 0-9-1 and 1.0"
	//     bind *:5672
	//     balance leastconn
	//     option tcpka
	//     option httpchk
	//     http-check connect
	//     http-check send meth GET uri / ver HTTP/1.1 hdr Host rabbitmq
	//     http-check expect status 200
	//     default-server inter 5s fastinter 1s downinter 2s rise 2 fall 3 on-marked-down shutdown-sessions slowstart 30s
	//     server rabbit1 172.16.21.144:5672 check port 15672
	//     server rabbit2 172.16.21.145:5672 check port 15672
	//     server rabbit3 172.16.21.146:5672 check port 15672
}

// What HAProxy would accept in silence, and would not do what is meant, is a problem at the value to change.
func ExampleResolve() {
	config := haproxy.Config{
		Listeners: []haproxy.Listener{{Listener: loadbalancer.Listener{
			Name: "amqp", Servers: []loadbalancer.Server{{Name: "rabbit@rabbit1", Address: "172.16.21.144"}},
		}}},
	}
	_, problems := haproxy.Resolve(config)
	for _, problem := range problems {
		fmt.Println(problem.Path, problem.Summary)
	}
	// Output: listener[0].server[0].name Invalid name
}
