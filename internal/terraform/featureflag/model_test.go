package featureflag

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestFlagsThatCannotOrShouldNotBeEnabledAreRefused(t *testing.T) {
	flags := []management.FeatureFlag{
		{Name: "on", State: known.Of("enabled"), Stability: "stable"},
		{Name: "off", State: known.Of("disabled"), Stability: "stable"},
		{Name: "changing", State: known.Of("state_changing"), Stability: "stable"},
		{Name: "trial", State: known.Of("disabled"), Stability: "experimental"},
		{Name: "tried", State: known.Of("enabled"), Stability: "experimental"},
		{Name: "partly", State: known.Of("unavailable"), Stability: "stable"},
		{Name: "khepri_db", State: known.Of("disabled"), Stability: "stable"},
	}
	for _, test := range []struct {
		name         string
		irreversible types.Bool
		want, detail string
	}{
		{"on", types.BoolValue(false), "", ""},
		{"off", types.BoolValue(false), "", ""},
		{"changing", types.BoolValue(false), "", ""},
		{"tried", types.BoolValue(false), "", ""},
		{"trial", types.BoolValue(true), "", ""},
		{"trial", types.BoolUnknown(), "", ""},
		{"khepri_db", types.BoolValue(true), "", ""},
		{"trial", types.BoolValue(false), `irreversible: The feature flag "trial" asks for a decision`, "experimental"},
		{"khepri_db", types.BoolValue(false), `irreversible: The feature flag "khepri_db" asks for a decision`, "majority"},
		{"partly", types.BoolValue(true), `name: Not every node knows the feature flag "partly"`, "Upgrade"},
		{"no such", types.BoolValue(true), `name: The broker knows no feature flag "no such"`, "changing, khepri_db, off, on, partly, trial, tried"},
	} {
		problems := Model{Name: types.StringValue(test.name), Irreversible: test.irreversible}.problems(flags)
		var said, detail string
		for _, problem := range problems {
			said, detail = said+problem.Attribute+": "+problem.Summary, problem.Detail
		}
		if said != test.want || !strings.Contains(detail, test.detail) {
			t.Errorf("%s: %q, %q", test.name, said, detail)
		}
	}
}
