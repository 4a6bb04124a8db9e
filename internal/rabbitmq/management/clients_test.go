package management

import (
	"encoding/json"
	"testing"
)

// As brokers of 3.10.8 and 4.3.6 list them, and as they may: [] for an object without members, no protocol yet, any type in what a
// client says of itself.
func TestClientsAreReadAsBrokersListThem(t *testing.T) {
	t.Parallel()
	var connections []Connection
	listed := `[{"client_properties":{"capabilities":{"basic.nack":true},"product":"py-amqp","version":5,"connection_name":"app"},"name":"a -> b",` +
		`"node":"n","protocol":"AMQP 0-9-1","type":"network","user":"u","vhost":"v"},{"client_properties":[],"name":"c","vhost":"v"}]`
	if err := json.Unmarshal([]byte(listed), &connections); err != nil {
		t.Fatal(err)
	}
	if got := connections[0]; got.Client != (ClientProperties{Product: "py-amqp", ConnectionName: "app"}) || got.Protocol.String() != "AMQP 0-9-1" {
		t.Errorf("%+v", got)
	}
	if got := connections[1]; got.Client != (ClientProperties{}) || got.Protocol.String() != "unknown" {
		t.Errorf("%+v", got)
	}
	var channels []Channel
	listed = `[{"connection_details":{"name":"a -> b"},"global_prefetch_count":10,"messages_uncommitted":2,"name":"a -> b (1)",` +
		`"vhost":"v"},{"connection_details":{"name":"c"},"name":"c (1)","vhost":"v"}]`
	if err := json.Unmarshal([]byte(listed), &channels); err != nil {
		t.Fatal(err)
	}
	if got := channels[0]; got.Of.Name != "a -> b" || got.GlobalPrefetch.String() != "10" || got.Uncommitted.String() != "2" {
		t.Errorf("%+v", got)
	}
	if got := channels[1]; got.GlobalPrefetch.String() != "unknown" || got.Uncommitted.String() != "unknown" {
		t.Errorf("%+v", got)
	}
	var consumers []Consumer
	listed = `[{"channel_details":{"connection_name":"a -> b","name":"a -> b (1)","peer_port":"undefined","user":"u"},"exclusive":true,` +
		`"queue":{"name":"q","vhost":"v"}},{"channel_details":[],"exclusive":false,"queue":{"name":"q","vhost":"v"}}]`
	if err := json.Unmarshal([]byte(listed), &consumers); err != nil {
		t.Fatal(err)
	}
	if got := consumers[0]; got.Queue.Name != "q" || got.Channel != (ConsumerChannel{"a -> b (1)", "a -> b", "u"}) || !got.Exclusive {
		t.Errorf("%+v", got)
	}
	if got := consumers[1]; got.Channel != (ConsumerChannel{}) {
		t.Errorf("%+v", got)
	}
}
