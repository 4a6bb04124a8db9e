package management

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// Connection is one of a client, a plugin's own among them.
type Connection struct {
	Vhost string `json:"vhost"`
	// Name is unique in the cluster; channels and consumers name their connection by it.
	Name string `json:"name"`
	Node string `json:"node"`
	User string `json:"user"`
	// Protocol is the broker's word: "AMQP 0-9-1", "AMQP 1-0", "MQTT 3-1-1" ("MQTT 3.1.1" before 3.12), "STOMP 1.2", "Direct 0-9-1" of
	// a plugin within the broker. A connection that was just opened has none yet.
	Protocol known.Value[string] `json:"protocol"`
	// Client is what the client says of itself.
	Client ClientProperties `json:"client_properties"`
}

// ClientProperties are what a client said of itself when it connected; what it left out is empty.
type ClientProperties struct {
	Product string `json:"product"`
	Version string `json:"version"`
	// ConnectionName is the name that the client gave the connection.
	ConnectionName string `json:"connection_name"`
}

// UnmarshalJSON reads the properties. Brokers write [] for none, and a client may send any type under any name.
func (p *ClientProperties) UnmarshalJSON(data []byte) error {
	*p = ClientProperties{}
	var said struct {
		Product        known.Value[string] `json:"product"`
		Version        known.Value[string] `json:"version"`
		ConnectionName known.Value[string] `json:"connection_name"`
	}
	if !isObject(data) {
		return nil
	}
	if err := json.Unmarshal(data, &said); err != nil {
		return err
	}
	for _, each := range []struct {
		from known.Value[string]
		into *string
	}{{said.Product, &p.Product}, {said.Version, &p.Version}, {said.ConnectionName, &p.ConnectionName}} {
		if text, isKnown := each.from.Get(); isKnown {
			*each.into = text
		}
	}
	return nil
}

func isObject(data []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) }

// Channel is one within a connection of AMQP 0-9-1, or of a plugin.
type Channel struct {
	Vhost string `json:"vhost"`
	Name  string `json:"name"`
	// Of is the connection.
	Of struct {
		Name string `json:"name"`
	} `json:"connection_details"`
	// GlobalPrefetch is the prefetch count that all consumers of the channel share, 0 for none; unknown where there is no such thing,
	// which is from 4.3 on, and of a channel that was not measured yet.
	GlobalPrefetch known.Value[int64] `json:"global_prefetch_count"`
	// Uncommitted are messages that were published in a transaction which is still open; unknown of a channel that was not measured yet.
	Uncommitted known.Value[int64] `json:"messages_uncommitted"`
}

// Consumer is one of a queue.
type Consumer struct {
	Queue struct {
		Vhost string `json:"vhost"`
		Name  string `json:"name"`
	} `json:"queue"`
	// Channel is where it consumes. Of clients that have no channels, such as those of MQTT from 3.12 on, Name is empty.
	Channel ConsumerChannel `json:"channel_details"`
	// Exclusive reports whether no other may consume beside it.
	Exclusive bool `json:"exclusive"`
}

// ConsumerChannel is the channel of a consumer, with its connection.
type ConsumerChannel struct {
	Name       string `json:"name"`
	Connection string `json:"connection_name"`
	User       string `json:"user"`
}

// UnmarshalJSON reads the channel. Brokers write [] for none.
func (c *ConsumerChannel) UnmarshalJSON(data []byte) error {
	type plain ConsumerChannel
	*c = ConsumerChannel{}
	if !isObject(data) {
		return nil
	}
	return json.Unmarshal(data, (*plain)(c))
}

// Connections reads the connections of a virtual host, or of all if it is empty. A user without the tag monitoring or administrator
// is shown only their own (rabbit_mgmt_util:filter_conn_ch_list/3).
func (c *Client) Connections(ctx context.Context, vhost string) ([]Connection, error) {
	return getList[Connection](ctx, c, clientPath("connections", vhost)+"?columns=vhost,name,node,user,protocol,client_properties")
}

// Channels reads the channels of a virtual host, or of all if it is empty, for whom Connections reads theirs.
func (c *Client) Channels(ctx context.Context, vhost string) ([]Channel, error) {
	return getList[Channel](ctx, c, clientPath("channels", vhost)+
		"?columns=vhost,name,connection_details.name,global_prefetch_count,messages_uncommitted")
}

// Consumers reads the consumers of the queues of a virtual host, or of all if it is empty.
func (c *Client) Consumers(ctx context.Context, vhost string) ([]Consumer, error) {
	return getList[Consumer](ctx, c, listPath("consumers", vhost)+"?columns=queue,channel_details,exclusive")
}

// clientPath is the list of what clients have opened: by virtual host it stands below that.
func clientPath(kind, vhost string) string {
	if vhost == "" {
		return apiPath(kind)
	}
	return apiPath("vhosts", vhost, kind)
}
