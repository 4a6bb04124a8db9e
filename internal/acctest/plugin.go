package acctest

import (
	"net/url"
	"strings"
	"testing"
)

// StartWith is Start, and skips where the cluster has not enabled a plugin.
func StartWith(t *testing.T, plugin string) *Broker {
	t.Helper()
	broker := Start(t)
	active, err := broker.Lab.Rabbitmqctl(t.Context(), 0, "eval", "rabbit_plugins:active().")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(active, plugin+",") && !strings.Contains(active, plugin+"]") {
		t.Skipf("the plugin %s is not enabled: start the lab with --plugins %s", plugin, plugin)
	}
	return broker
}

// URI leads a client, such as a shovel, to a virtual host through the first node.
func (b *Broker) URI(vhost string) string {
	address := url.URL{Scheme: "amqp", Host: b.Lab.Nodes[0].AMQPAddress(), User: url.UserPassword(b.Lab.Username, b.Lab.Password)}
	return address.String() + "/" + url.PathEscape(vhost)
}
