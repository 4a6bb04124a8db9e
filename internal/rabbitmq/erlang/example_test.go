package erlang_test

import (
	"context"
	"fmt"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// A function that older releases lack is tried first, and the older one where it is missing.
func Example() {
	cookie, err := erlang.NewCookie("the content of .erlang.cookie")
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	dialer := erlang.Dialer{Cookie: cookie}
	conn, err := dialer.Connect(ctx, "rabbit@rabbit1")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = conn.Close() }()
	answer, err := conn.Call(ctx, "rabbit_db_cluster", "members")
	if erlang.IsUndef(err) {
		answer, err = conn.Call(ctx, "rabbit_mnesia", "cluster_nodes", erlang.Atom("all"))
	}
	fmt.Println(answer, err)
}
