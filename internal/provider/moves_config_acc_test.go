package provider_test

import (
	"fmt"
)

// move is an object under the community provider, and the same under this one.
type move struct {
	from, to string
	old, new string
	plugin   string
}

func movesIn(vhost, user string) map[string]move {
	in := fmt.Sprintf("vhost = %q\n", vhost)
	policy := "name = \"p\"\npattern = \"^q\"\npriority = 1\napply_to = \"queues\"\ndefinition {\nmax_length = 5\nmax_length_bytes = 100\n}"
	oldPolicy := "name = \"p\"\npolicy {\npattern = \"^q\"\npriority = 1\napply_to = \"queues\"\n" +
		"definition = { max-length = \"5\", max-length-bytes = \"100\" }\n}"
	return map[string]move{
		"vhost": {
			from: "vhost", to: "vhost", old: fmt.Sprintf("name = %q\nmax_connections = \"1000\"", vhost), new: fmt.Sprintf("name = %q", vhost),
		},
		"queue": {
			from: "queue", to: "queue", new: in + "name = \"q 1/é\"\narguments { max_length = 5 }",
			old: in + "name = \"q 1/é\"\nsettings {\ndurable = true\nauto_delete = false\n" +
				"arguments_json = jsonencode({ x-queue-type = \"quorum\", x-max-length = 5 })\n}",
		},
		"exchange": {
			from: "exchange", to: "exchange", new: in + "name = \"x\"\ntype = \"topic\"\nalternate_exchange = \"amq.fanout\"",
			old: in + "name = \"x\"\nsettings {\ntype = \"topic\"\ndurable = true\nauto_delete = false\n" +
				"arguments = { alternate-exchange = \"amq.fanout\" }\n}",
		},
		"binding": {
			from: "binding", to: "binding", new: in + "source = \"x\"\ndestination = \"q 1/é\"\nrouting_key = \"k\"",
			old: in + "source = \"x\"\ndestination = \"q 1/é\"\ndestination_type = \"queue\"\nrouting_key = \"k\"",
		},
		"policy":          {from: "policy", to: "policy", old: in + oldPolicy, new: in + policy},
		"operator policy": {from: "operator_policy", to: "operator_policy", old: in + oldPolicy, new: in + policy},
		"mirroring policy": {
			from: "policy", to: "mirroring_policy", new: in + "name = \"ha\"\npattern = \"^c\"",
			old: in + "name = \"ha\"\npolicy {\npattern = \"^c\"\npriority = 0\napply_to = \"queues\"\n" +
				"definition = { ha-mode = \"all\", ha-sync-mode = \"automatic\" }\n}",
		},
		"user": {
			from: "user", to: "user", old: fmt.Sprintf("name = %q\npassword = \"moved7f3aSecret\"\ntags = [\"monitoring\", \"foo\"]", user),
			new: fmt.Sprintf("name = %q\npassword_wo = \"moved7f3aSecret\"\ntags = [\"monitoring\", \"foo\"]", user),
		},
		"permissions": {
			from: "permissions", to: "permissions", new: in + fmt.Sprintf("user = %q\nconfigure = \"\"\nwrite = \".*\"\nread = \"^a\"", user),
			old: in + fmt.Sprintf("user = %q\npermissions {\nconfigure = \"\"\nwrite = \".*\"\nread = \"^a\"\n}", user),
		},
		"topic permissions": {
			from: "topic_permissions", to: "topic_permissions",
			new: in + fmt.Sprintf("user = %q\nexchange = \"x\"\nwrite = \".*\"\nread = \"^a\"", user),
			old: in + fmt.Sprintf("user = %q\npermissions {\nexchange = \"x\"\nwrite = \".*\"\nread = \"^a\"\n}", user),
		},
		"federation upstream": {
			from: "federation_upstream", to: "federation_upstream", plugin: "rabbitmq_federation",
			old: in + "name = \"f\"\ndefinition {\nuri = \"amqp://127.0.0.1:1\"\nack_mode = \"on-confirm\"\nmax_hops = 1\nprefetch_count = 1000\n" +
				"reconnect_delay = 5\ntrust_user_id = false\n}",
			new: in + "name = \"f\"\nuris = [\"amqp://127.0.0.1:1\"]\nack_mode = \"on-confirm\"\nmax_hops = 1\nprefetch_count = 1000\n" +
				"reconnect_delay = 5\ntrust_user_id = false",
		},
		"shovel": {
			from: "shovel", to: "shovel", plugin: "rabbitmq_shovel",
			old: in + "name = \"s\"\ninfo {\nack_mode = \"on-confirm\"\nreconnect_delay = 1\nsource_uri = \"amqp://\"\nsource_queue = \"from\"\n" +
				"source_protocol = \"amqp091\"\ndestination_uri = \"amqp://\"\ndestination_queue = \"to\"\ndestination_protocol = \"amqp091\"\n}",
			new: in + "name = \"s\"\nack_mode = \"on-confirm\"\nreconnect_delay = 1\nsource {\nuris = [\"amqp://\"]\nqueue = \"from\"\n}\n" +
				"destination {\nuris = [\"amqp://\"]\nqueue = \"to\"\n}",
		},
	}
}
