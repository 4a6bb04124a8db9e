package binding

import (
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	unknown = types.StringUnknown()
	text    = types.StringValue
)

func TestEndsAreTakenOutOfIDs(t *testing.T) {
	for name, test := range map[string]struct {
		config Model
		want   ends
	}{
		"names": {
			Model{Source: text("x"), Destination: text("q")},
			ends{text("/"), text("x"), text("q")},
		},
		"names and a virtual host": {
			Model{Vhost: text("v"), Source: text("x"), Destination: text("q")},
			ends{text("v"), text("x"), text("q")},
		},
		"ids": {
			Model{SourceID: text("a%2Fb/x%20y"), DestinationID: text("a%2Fb/q@")},
			ends{text("a/b"), text("x y"), text("q@")},
		},
		"an id and a name": {
			Model{Source: text("amq.topic"), DestinationID: text("v/q")},
			ends{text("v"), text("amq.topic"), text("q")},
		},
		"an id that agrees": {
			Model{Vhost: text("v"), SourceID: text("v/x"), Destination: text("q")},
			ends{text("v"), text("x"), text("q")},
		},
		"nothing is known": {
			Model{SourceID: unknown, DestinationID: unknown},
			ends{unknown, unknown, unknown},
		},
		"one id is not known": {
			Model{SourceID: unknown, DestinationID: text("v/q")},
			ends{text("v"), unknown, text("q")},
		},
		"the other id is not known": {
			Model{SourceID: text("v/x"), DestinationID: unknown},
			ends{text("v"), text("x"), unknown},
		},
		"a virtual host that is not known is left to its writer": {
			Model{Vhost: unknown, SourceID: text("v/x"), Destination: text("q")},
			ends{unknown, text("x"), text("q")},
		},
		"the virtual host is known, the id is not": {
			Model{Vhost: text("v"), SourceID: unknown, Destination: text("q")},
			ends{text("v"), unknown, text("q")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := test.config.resolve()
			if got != test.want || len(problems) != 0 {
				t.Errorf("got %v %v, want %v", got, problems, test.want)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	arguments := jsontypes.NewNormalizedValue(`{"x-match":"all"}`)
	for name, test := range map[string]struct {
		config Model
		want   []string
	}{
		"plain":   {Model{Source: text("x"), Destination: text("q"), RoutingKey: text("a~b")}, nil},
		"unknown": {Model{SourceID: unknown, Destination: unknown, RoutingKey: unknown, ArgumentsJSON: jsontypes.NewNormalizedUnknown()}, nil},
		"no end at all": {
			Model{}, []string{"source: Write either source or source_id", "destination: Write either destination or destination_id"}},
		"an end twice": {
			Model{Source: text("x"), SourceID: text("v/x"), Destination: text("q")}, []string{"source: Write either source or source_id"}},
		"an end twice, or not": {Model{Source: unknown, SourceID: text("v/x"), Destination: text("q"), DestinationID: unknown}, nil},
		"the default exchange": {
			Model{Source: text(""), Destination: text("q")}, []string{"source: The default exchange cannot be bound"}},
		"the default exchange by id": {
			Model{SourceID: text("%2F/"), Destination: text("q")}, []string{"source: The default exchange cannot be bound"}},
		"a step in a path": {
			Model{Source: text("x"), Destination: text("..")}, []string{`destination: ".." cannot be addressed`}},
		"not an id": {
			Model{SourceID: text("x"), Destination: text("q")}, []string{"source_id: Not the id of an exchange or a queue"}},
		"an id that is not encoded": {
			Model{Source: text("x"), DestinationID: text("v/100%")}, []string{"destination_id: Not the id of an exchange or a queue"}},
		"another virtual host": {
			Model{Vhost: text("v"), SourceID: text("w/x"), Destination: text("q")},
			[]string{"source_id: A binding cannot leave its virtual host"}},
		"two virtual hosts": {
			Model{SourceID: text("v/x"), DestinationID: text("w/q")},
			[]string{"destination_id: A binding cannot leave its virtual host"}},
		"a tilde and arguments": {
			Model{Source: text("x"), Destination: text("q"), RoutingKey: text("a~b"), ArgumentsJSON: arguments},
			[]string{"routing_key: The management API fails on this routing key together with arguments"}},
		"a tilde at the end and arguments": {
			Model{Source: text("x"), Destination: text("q"), RoutingKey: text("a~"), ArgumentsJSON: arguments}, nil},
		"null": {
			Model{Source: text("x"), Destination: text("q"), ArgumentsJSON: jsontypes.NewNormalizedValue(`{"a":null}`)},
			[]string{"arguments_json: The arguments hold a null"}},
		"not an object": {
			Model{Source: text("x"), Destination: text("q"), ArgumentsJSON: jsontypes.NewNormalizedValue(`1`)},
			[]string{"arguments_json: The arguments are not a JSON object"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, problem := range test.config.problems() {
				got = append(got, problem.Attribute+": "+problem.Summary)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if checkDestinationType("queue") != nil || checkDestinationType("exchange") != nil || checkDestinationType("q") == nil {
		t.Error("checkDestinationType")
	}
}
