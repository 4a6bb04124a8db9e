package nodeconfig

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

// object and list write a configuration down, unknown stands for a value that is known after apply.
type (
	object  = kit.Object
	list    = kit.List
	unknown = kit.Unknown
)

// elements is a map of elements of one type.
func elements(of tftypes.Type, from map[string]any) map[string]tftypes.Value {
	values := map[string]tftypes.Value{}
	for name, element := range from {
		if (element == unknown{}) {
			element = tftypes.UnknownValue
		}
		values[name] = tftypes.NewValue(of, element)
	}
	return values
}

func texts(from map[string]any) map[string]tftypes.Value { return elements(tftypes.String, from) }

func switches(from map[string]any) map[string]tftypes.Value { return elements(tftypes.Bool, from) }

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

// three is a configuration of three nodes with the given attributes.
func three(with object) object {
	config := object{"rabbitmq_version": "4.3.6", "node": list{
		object{"name": "rabbit@rabbit1", "address": "172.16.21.144"},
		object{"name": "rabbit@rabbit2", "address": "172.16.21.145"},
		object{"name": "rabbit@rabbit3", "address": "172.16.21.146"},
	}}
	for name, value := range with {
		config[name] = value
	}
	return config
}
