package tfkit

import (
	"encoding/json"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

var sampleBlock = NewTypedBlock([]Key{
	{"x-number", "number", topology.Int}, {"x-text", "text", topology.String}, {"x-list", "list", topology.StringList},
})

func sampleObject(set map[string]attr.Value) types.Object {
	values := map[string]attr.Value{
		"number": types.Int64Null(), "text": types.StringNull(), "list": types.ListNull(types.StringType),
	}
	for name, value := range set {
		values[name] = value
	}
	return types.ObjectValueMust(sampleBlock.Types(), values)
}

func TestBlockIsReadBackAsItWasWritten(t *testing.T) {
	null, empty := types.ObjectNull(sampleBlock.Types()), sampleObject(nil)
	full := sampleObject(map[string]attr.Value{
		"number": types.Int64Value(5), "list": types.ListValueMust(types.StringType, []attr.Value{types.StringValue("a")}),
	})
	atBroker := map[string]any{"x-number": json.Number("5"), "x-list": []any{"a"}}
	for name, test := range map[string]struct {
		prior  types.Object
		broker map[string]any
		want   types.Object
	}{
		"nothing of nothing":        {null, nil, null},
		"nothing of an empty block": {empty, nil, empty},
		"nothing of a block":        {full, nil, empty},
		"something of nothing":      {null, atBroker, full},
		"something of a block":      {full, atBroker, full},
	} {
		fields := sampleBlock.Fields(test.prior)
		FromBroker(fields, test.broker)
		if got := sampleBlock.Object(fields, test.prior); !got.Equal(test.want) {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

func TestBlocksThatSetTheSame(t *testing.T) {
	null, empty, unknown := types.ObjectNull(sampleBlock.Types()), sampleObject(nil), types.ObjectUnknown(sampleBlock.Types())
	five := sampleObject(map[string]attr.Value{"number": types.Int64Value(5)})
	later := sampleObject(map[string]attr.Value{"number": types.Int64Unknown()})
	for name, test := range map[string]struct {
		before, after types.Object
		same          bool
	}{
		"none and an empty one":    {null, empty, true},
		"itself":                   {five, five, true},
		"taken away":               {five, null, false},
		"emptied":                  {five, empty, false},
		"written":                  {null, five, false},
		"a value not known yet":    {five, later, false},
		"not known yet as a whole": {null, unknown, false},
	} {
		if got := sampleBlock.Same(test.before, test.after); got != test.same {
			t.Errorf("%s: same %t", name, got)
		}
	}
}
