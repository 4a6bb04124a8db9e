package runtimeparameter

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Fill writes a parameter to the state of its resource, whose model is M.
func Fill[M any, P Model[M]]() func(context.Context, *tfsdk.State, management.Parameter) diag.Diagnostics {
	return tfkit.Fill(func(_ context.Context, model *M, p management.Parameter) diag.Diagnostics {
		at := P(model).Address()
		*at.ID = types.StringValue(tfkit.JoinID(p.Vhost, p.Name))
		*at.Vhost, *at.Name = types.StringValue(p.Vhost), types.StringValue(p.Name)
		return P(model).Read(p.Value)
	})
}

// MovedValue is the value of a parameter that the community provider has made from a block: by the broker's names, without
// what is empty, and each "uri" as a list of one. The keys always are sent even if they are empty.
func MovedValue(block map[string]any, key func(attribute string) string, always ...string) map[string]any {
	out := map[string]any{}
	for _, attribute := range slices.Sorted(maps.Keys(block)) {
		value, name := block[attribute], key(attribute)
		switch {
		case isEmpty(value) && !slices.Contains(always, name):
		case name == "uri", name == "src-uri", name == "dest-uri":
			out[name] = []any{value}
		default:
			out[name] = value
		}
	}
	return out
}

func isEmpty(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case string:
		return value == ""
	case bool:
		return !value
	case json.Number:
		return value == "0"
	case map[string]any:
		return len(value) == 0
	}
	return false
}
