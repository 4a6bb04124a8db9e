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
	for name, test := range map[string]struct {
		version string
		plan    Model
		state   *Model
		typed   bool
		want    string
	}{
		"type on 3.10":               {"3.10.8", before, nil, true, "RabbitMQ 3.10.8 has no default queue type"},
		"type on 3.11":               {"3.11.0", before, nil, true, ""},
		"description of a new one":   {"3.8.9", described("new"), nil, false, ""},
		"description of an old one":  {"3.8.9", described("new", "a"), &before, false, "RabbitMQ 3.8.9 cannot change the description of a virtual host"},
		"tags of an old one":         {"3.8.9", described("old"), &before, false, "RabbitMQ 3.8.9 cannot change the tags of a virtual host"},
		"description where it works": {"3.10.8", described("new"), &before, false, ""},
		"nothing":                    {"3.8.9", before, &before, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			version, err := capability.ParseVersion(test.version)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, problem := range test.plan.unknownTo(capability.Of(version), test.state, test.typed) {
				got = append(got, problem.Summary)
			}
			if strings.Join(got, "; ") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
