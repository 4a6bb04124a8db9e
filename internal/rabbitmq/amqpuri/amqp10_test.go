package amqpuri

import (
	"strings"
	"testing"
)

// amqp10 are URIs with the part that the AMQP 1.0 client does not take; "" where it takes them. Brokers take all of them.
var amqp10 = map[string]string{
	"amqp://h": "", "amqps://u:SECRET@h:5671/": "", "amqp://u:SECRET@h?hostname=vhost:a/b": "", "amqp://u:p%40%2F@[::1]:5672": "",
	"amqp://h?sasl=anon": "", "amqp://u:SECRET@h?idle_time_out=5&max_frame_size=512": "", "amqp://h?verify=x": "",
	"amqp://u:SECRET@h/v":         "virtual host",
	"amqp://h/%2F":                "virtual host",
	"amqp://":                     "host",
	"amqp://u:SECRET@":            "host",
	"AMQP://u:SECRET@h":           "scheme",
	"amqp://u:SEC RET@h":          "user name, password, host or query",
	"amqp://ü:SECRET@h":           "user name, password, host or query",
	"amqp://u:SEC^RET@h":          "user name, password, host or query",
	"amqp://u@h":                  "password",
	"amqp://u:@h":                 "password",
	"amqp://u:SEC:RET@h":          "password",
	"amqp://h?sasl=plain":         "user name",
	"amqp://h?idle_time_out=1s":   "query parameter idle_time_out",
	"amqp://h?max_frame_size=1e3": "query parameter max_frame_size",
	"amqps://h?verify=peer":       "query parameter verify",
}

func TestAMQP10(t *testing.T) {
	for text, part := range amqp10 {
		if err := CheckForBroker(text); err != nil {
			t.Errorf("%q: the broker refuses it: %v", text, err)
		}
		err := CheckForAMQP10(text)
		if (part == "") != (err == nil) || err != nil && (!strings.HasPrefix(err.Error(), "the "+part+" ") || strings.Contains(err.Error(), "SEC")) {
			t.Errorf("%q: %v, want one of the %s", text, err, part)
		}
	}
}
