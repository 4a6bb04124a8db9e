package limits

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"

// kind is what tells the two resources of this package apart.
type kind struct {
	typeName string // in Terraform, after the provider's name
	owner    string // the attribute that names whose limits they are
	noun     string // in errors
	api      management.LimitsOf
	limits   []limit
	about    string // the resource's description
}

// limit is one limit: by its attribute and by the broker's name.
type limit struct{ attribute, name, description string }

// The limits that the broker knows.
var (
	maxConnections = limit{"max_connections", "max-connections", "Greatest number of connections open at the same time, on all nodes together."}
	maxQueues      = limit{"max_queues", "max-queues", "Greatest number of queues, streams included."}
	maxChannels    = limit{"max_channels", "max-channels", "Greatest number of channels open at the same time, over all connections of the user."}
)

const ownership = "\n\nWhat is left out is no limit. A limit that somebody else has set or removed is shown by the next plan and put " +
	"right; those that are there when the resource is created, such as the broker's `default_limits`, are taken over. Only what " +
	"changes is written, and what stands is never taken away in between. Destroying the resource removes all limits.\n\n" +
	"The provider's user needs the tag `administrator`."

var ofVhost = kind{
	typeName: "vhost_limits",
	owner:    "vhost",
	noun:     "virtual host",
	api:      management.VhostLimits,
	limits:   []limit{maxConnections, maxQueues},
	about: "How many connections clients may open to a virtual host and how many queues they may declare in it. What is there already " +
		"stays; what goes beyond is refused." + ownership,
}

var ofUser = kind{
	typeName: "user_limits",
	owner:    "user",
	noun:     "user",
	api:      management.UserLimits,
	limits:   []limit{maxConnections, maxChannels},
	about: "How many connections and channels a user may have open, in all virtual hosts together. What is open already stays; what " +
		"goes beyond is refused. From RabbitMQ 3.8.10." + ownership,
}
