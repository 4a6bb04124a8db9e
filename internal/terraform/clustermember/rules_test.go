package clustermember

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

func said(problems []topology.Problem) string {
	var out []string
	for _, problem := range problems {
		out = append(out, problem.Attribute+": "+problem.Summary)
	}
	return strings.Join(out, "; ")
}

func TestWhatCanNeverWorkIsRefused(t *testing.T) {
	streams := func(vhost, stream string) Model {
		m := named("rabbit@b", "rabbit@a")
		m.Streams = &streamsModel{VhostPattern: types.StringValue(vhost), StreamPattern: types.StringValue(stream)}
		return m
	}
	unknown := named("", "rabbit@a")
	unknown.Node = types.StringUnknown()
	later := unknown
	later.Cluster = types.ListUnknown(types.StringType)
	for name, test := range map[string]struct {
		model Model
		want  string
	}{
		"good":                {named("rabbit@b", "rabbit@a", "bunny-1@a.example"), ""},
		"node not known yet":  {unknown, ""},
		"nothing known yet":   {later, ""},
		"member not known":    {named("rabbit@b", "?", "?"), ""},
		"no @":                {named("rabbit", "rabbit@a"), "node: Not the name of an Erlang node"},
		"two @":               {named("rabbit@a@b", "rabbit@a"), "node: Not the name of an Erlang node"},
		"space":               {named("rabbit@b ", "rabbit@a"), "node: Not the name of an Erlang node"},
		"empty":               {named("", "rabbit@a"), "node: Not the name of an Erlang node"},
		"no members":          {named("rabbit@b"), "cluster: No member to join through"},
		"member without @":    {named("rabbit@b", "a"), "cluster: Not the name of an Erlang node"},
		"itself":              {named("rabbit@b", "rabbit@a", "rabbit@b"), "cluster: A node cannot join itself"},
		"twice":               {named("rabbit@b", "rabbit@a", "rabbit@a"), "cluster: A member is named twice"},
		"good patterns":       {streams("^shop", "log.*"), ""},
		"bad pattern":         {streams("^shop", "("), "streams.stream_pattern: Not a regular expression"},
		"bad vhost pattern":   {streams("[", "."), "streams.vhost_pattern: Not a regular expression"},
		"several at once":     {named("b", "b", "b"), "node: Not the name of an Erlang node; cluster: Not the name of an Erlang node; cluster: Not the name of an Erlang node"},
		"two different nodes": {named("rabbit@b", "rabbit@B"), ""},
	} {
		if got := said(test.model.problems()); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestRAMNodesNeedABrokerThatHasThem(t *testing.T) {
	version := func(text string) capability.Version {
		v, err := capability.ParseVersion(text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, test := range []struct {
		view membership.View
		want string
	}{
		{membership.View{Version: version("3.10.8")}, ""},
		{membership.View{Version: version("4.0.5")}, ""},
		{membership.View{}, ""},
		{membership.View{Version: version("4.0.5"), Khepri: true}, "type: A cluster with Khepri has no ram nodes"},
		{membership.View{Version: version("4.3.6"), Khepri: true}, "type: RabbitMQ 4.3.6 has no ram nodes"},
	} {
		if got := said(ramProblems(test.view)); got != test.want {
			t.Errorf("%s: %q, want %q", test.view.Version, got, test.want)
		}
	}
}

func TestLeavingGoesThroughThoseWhoStay(t *testing.T) {
	if got := through([]string{"c", "gone", "a"}, []string{"a", "b", "c"}); !slices.Equal(got, []string{"c", "a", "b"}) {
		t.Error(got)
	}
}
