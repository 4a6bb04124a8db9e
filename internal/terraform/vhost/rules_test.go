package vhost

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func described(description string, tags ...string) Model {
	elements := make([]attr.Value, len(tags))
	for i, tag := range tags {
		elements[i] = types.StringValue(tag)
	}
	return Model{
		Name: types.StringValue("v"), Description: types.StringValue(description),
		Tags: types.SetValueMust(types.StringType, elements),
	}
}

func TestWhatABrokerOfAVersionWouldIgnore(t *testing.T) {
	before := described("old", "a")
	typed, protected := Model{DefaultQueueType: types.StringValue("quorum")}, Model{ProtectedFromDeletion: types.BoolValue(false)}
	for name, test := range map[string]struct {
		version string
		plan    Model
		state   *Model
		config  Model
		want    string
	}{
		"type on 3.10":               {"3.10.8", before, nil, typed, "RabbitMQ 3.10.8 has no default queue type"},
		"type on 3.11":               {"3.11.0", before, nil, typed, ""},
		"protection on 4.0.5":        {"4.0.5", before, nil, protected, "RabbitMQ 4.0.5 does not protect virtual hosts from deletion"},
		"protection on 4.0.6":        {"4.0.6", before, &before, protected, ""},
		"description of a new one":   {"3.8.9", described("new"), nil, Model{}, ""},
		"description of an old one":  {"3.8.9", described("new", "a"), &before, Model{}, "RabbitMQ 3.8.9 cannot change the description of a virtual host"},
		"tags of an old one":         {"3.8.9", described("old"), &before, Model{}, "RabbitMQ 3.8.9 cannot change the tags of a virtual host"},
		"description where it works": {"3.10.8", described("new"), &before, Model{}, ""},
		"nothing":                    {"3.8.9", before, &before, Model{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			version, err := capability.ParseVersion(test.version)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, problem := range test.plan.unknownTo(capability.Of(version), test.state, test.config) {
				got = append(got, problem.Summary)
			}
			if strings.Join(got, "; ") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestWhatAnOldBrokerCannotAdopt(t *testing.T) {
	there := described("theirs", "a")
	leftOut := Model{Name: there.Name, Description: types.StringUnknown(), Tags: types.SetUnknown(types.StringType)}
	for name, test := range map[string]struct {
		version string
		plan    Model
		want    int
	}{
		"left out": {"3.8.9", leftOut, 0}, "equal": {"3.8.9", described("theirs", "a"), 0}, "other": {"3.8.9", described("ours", "b"), 2},
		"other, where it works": {"3.10.8", described("ours", "b"), 0},
	} {
		version, err := capability.ParseVersion(test.version)
		if err != nil {
			t.Fatal(err)
		}
		if problems := test.plan.adoptedBy(capability.Of(version), there); len(problems) != test.want {
			t.Errorf("%s: %v", name, problems)
		}
	}
}
