package haproxyconfig

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

// object and list write a configuration down, unknown stands for a value that is known after apply.
type (
	object  = kit.Object
	list    = kit.List
	unknown = kit.Unknown
)

var factories = kit.Factories(NewDataSource)

func validate(t *testing.T, from object) diag.Diagnostics {
	t.Helper()
	return kit.Validate(t, NewDataSource(), from)
}

func read(t *testing.T, from object) (model, diag.Diagnostics) {
	t.Helper()
	var m model
	diags := kit.Read(t, NewDataSource(), from, &m)
	return m, diags
}

// amqp is a configuration with one listener, which has the given attributes in addition to its name and servers.
func amqp(with object) object {
	l := object{"name": "rabbitmq_amqp", "server": list{
		object{"name": "rabbit1", "address": "172.16.21.144"},
		object{"name": "rabbit2", "address": "172.16.21.145"},
	}}
	for name, value := range with {
		l[name] = value
	}
	return object{"listener": list{l}}
}
