package clientsettings

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

// app is a configuration with one endpoint and a user, and the given attributes.
func app(with object) object {
	c := object{"username": "app", "password": "sesame", "endpoint": list{object{"address": "172.16.21.100"}}}
	for name, v := range with {
		c[name] = v
	}
	return c
}
