package topology

import "fmt"

// checkEnds follows validate_src/1 and validate_dest/1 of the broker's modules, and says where the broker would ignore
// something without a word.
func (e side) checkEnds() []Problem {
	has := func(key string) bool { _, ok := e.Values[e.prefix+key]; return ok }
	problem := func(attribute, summary, detail string) []Problem {
		if attribute != "" {
			attribute = "." + attribute
		}
		return []Problem{{Attribute: e.block + attribute, Summary: summary, Detail: detail}}
	}
	switch {
	case e.Protocol == "":
		return nil
	case e.Protocol == AMQP10 && !has("address"):
		return problem("", fmt.Sprintf("The %s has no address", e.block),
			"With protocol = \"amqp10\" it is named by its address, such as \"/queues/orders\". Set address.")
	case e.Protocol == AMQP10:
		return nil
	case e.block == "source" && !has("queue") && !has("exchange"):
		return problem("", "The source is neither a queue nor an exchange", "Set queue or exchange: messages have to come from somewhere.")
	case has("queue") && has("exchange"):
		return problem("exchange", fmt.Sprintf("The %s is both a queue and an exchange", e.block), "It can be one of them. Leave queue or exchange out.")
	case !has("exchange-key"):
	case e.block == "source" && !has("exchange"):
		return problem("exchange_key", "exchange_key does nothing without exchange",
			"It is the routing key of the binding to an exchange, and RabbitMQ ignores it where the source is a queue. Leave it out.")
	case e.block == "destination" && has("queue"):
		return problem("exchange_key", "exchange_key does nothing with queue",
			"Messages for a queue are sent with the queue's name, and RabbitMQ ignores the routing key. Leave it out.")
	}
	if has("queue-args") && !has("queue") {
		return problem("queue_arguments", "queue_arguments do nothing without queue", "RabbitMQ declares no queue then. Leave them out, or set queue.")
	}
	return nil
}

// checkNoAck follows validate_src/1: what is not acknowledged cannot be counted.
func checkNoAck(s Shovel) []Problem {
	after, ok := s.Source.Values["src-delete-after"].(string)
	if s.Values["ack-mode"] != "no-ack" || !ok || after == "never" || after == "queue-length" {
		return nil
	}
	return []Problem{{
		Attribute: "source.delete_after",
		Summary:   "delete_after cannot be a number with ack_mode = \"no-ack\"",
		Detail:    "RabbitMQ counts messages by their acknowledgements. Choose another ack_mode, or leave delete_after out.",
	}}
}

// publishProperties follows validate_properties/2 of rabbit_shovel_parameters, which says strings or numbers, and
// rabbit_framing for what a number can be.
var publishProperties = map[string]struct {
	kind Kind
	Limits
}{
	"content_type":     {kind: String},
	"content_encoding": {kind: String},
	"delivery_mode":    {Int, between(1, 2)},
	"priority":         {Int, between(0, 255)},
	"correlation_id":   {kind: String},
	"reply_to":         {kind: String},
	"expiration":       {kind: String},
	"message_id":       {kind: String},
	"timestamp":        {Int, atLeast(0)},
	"type":             {kind: String},
	"user_id":          {kind: String},
	"app_id":           {kind: String},
	"cluster_id":       {kind: String},
}

func checkPublishProperties(at string, value any) []Problem {
	properties, ok := value.(map[string]any)
	if !ok {
		return nil
	}
	var problems []Problem
	for _, name := range sortedKeys(properties) {
		property, known := publishProperties[name]
		if !known {
			problems = append(problems, Problem{
				Attribute: at, Summary: fmt.Sprintf("There is no publish property %s", name),
				Detail: "RabbitMQ knows content_type, content_encoding, delivery_mode, priority, correlation_id, reply_to, expiration, " +
					"message_id, timestamp, type, user_id, app_id and cluster_id. Headers cannot be set.",
			})
		} else if want := property.complaint(property.kind, properties[name]); want != "" {
			problems = append(problems, Problem{
				Attribute: at, Summary: fmt.Sprintf("The publish property %s cannot be %s", name, shown(properties[name])),
				Detail: fmt.Sprintf("%s must be %s. In JSON \"2\" is a string and 2 a number.", name, want),
			})
		}
	}
	return problems
}
