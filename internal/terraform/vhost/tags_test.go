package vhost

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// What brokers of 3.10 and 4.3 stored otherwise, and what they stored as it was sent.
func TestTagsAreStoredAsSent(t *testing.T) {
	for tag, want := range map[string]bool{
		"a": true, "a b": true, "A": true, "é": true, "a\nb": true, "\u00a0a": true, strings.Repeat("x", 255): true, "a\u2028b": true,
		"": false, " ": false, " a": false, "a ": false, "\ta": false, "a\n": false, "a,b": false, ",": false, "\u0085a": false, "a\u2028": false,
		"a\u200e": false, "a\v": false,
	} {
		if got := tagForm.MatchString(tag); got != want {
			t.Errorf("%q: %t", tag, got)
		}
	}
}

// Somebody else wrote "management, management": the broker lists it twice, and a set has it once.
func TestTagsThatAreListedTwiceAreRead(t *testing.T) {
	var model Model
	model.read(&management.Vhost{Name: "v", Tags: []string{"management", "a", "management"}})
	if want := tfkit.StringSet([]string{"a", "management"}); !model.Tags.Equal(want) || len(model.Tags.Elements()) != 2 {
		t.Error(model.Tags)
	}
}

func TestTagsBeyondASCIINeedABrokerThatReadsThem(t *testing.T) {
	config := Model{Name: types.StringValue("v"), Tags: tfkit.StringSet([]string{"a", "é"})}
	for version, want := range map[capability.Version]int{{Major: 3, Minor: 10, Patch: 8}: 1, {Major: 3, Minor: 11, Patch: 5}: 0, {Major: 4, Minor: 3, Patch: 6}: 0} {
		if problems := config.unknownTo(capability.Of(version), nil, config); len(problems) != want || !config.needsVersion() {
			t.Errorf("%v: %v", version, problems)
		}
	}
}
