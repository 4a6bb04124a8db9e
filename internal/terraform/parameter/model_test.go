package parameter

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestASecretValueIsNeverRead(t *testing.T) {
	found := &management.Parameter{Component: "c", Vhost: "/", Name: "n", Value: map[string]any{"password": "S3CR3T"}}
	m := Model{ValueWOVersion: types.Int64Value(1)}
	if m.read(found); !m.Value.IsNull() || !m.ValueWO.IsNull() || m.ID.ValueString() != "c/%2F/n" {
		t.Errorf("%+v", m)
	}
	m = Model{}
	if m.read(found); m.Value.ValueString() != `{"password":"S3CR3T"}` {
		t.Errorf("an import reads the value: %+v", m)
	}
}

func TestTheValueThatIsWritten(t *testing.T) {
	m := Model{Component: types.StringValue("c"), Vhost: types.StringValue("/"), Name: types.StringValue("n"), Value: jsontypes.NewNormalizedValue(`[1]`)}
	open, err := m.parameter(types.StringNull())
	if err != nil || open.Secret || !reflect.DeepEqual(open.Value, []any{json.Number("1")}) {
		t.Errorf("%+v, %v", open, err)
	}
	m.Value = jsontypes.NewNormalizedNull()
	secret, err := m.parameter(types.StringValue(`{"a":"b"}`))
	if err != nil || !secret.Secret || !reflect.DeepEqual(secret.Value, map[string]any{"a": "b"}) {
		t.Errorf("%+v, %v", secret, err)
	}
	if _, err := m.parameter(types.StringValue(`S3CR3T`)); err == nil || err.Error() != "it is not JSON; write it with jsonencode(...)" {
		t.Error(err)
	}
}

func TestOnlyValuesThatAreShownAreWarnedOf(t *testing.T) {
	m := Model{Component: types.StringValue("shovel"), Value: jsontypes.NewNormalizedValue(`{}`)}
	if problems := m.problems(); len(problems) != 1 || !problems[0].Warning {
		t.Errorf("%+v", problems)
	}
	// Ephemeral values are not known when the configuration is validated.
	for _, secret := range []types.String{types.StringValue(`{}`), types.StringUnknown()} {
		m = Model{Component: types.StringValue("shovel"), ValueWO: secret}
		if problems := m.problems(); len(problems) != 0 {
			t.Errorf("%+v", problems)
		}
	}
	m.ValueWO = types.StringValue(`{`)
	if problems := m.problems(); len(problems) != 1 || problems[0].Attribute != "value_wo" || problems[0].Warning {
		t.Errorf("%+v", problems)
	}
}
