package clustermember

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// view is what a running node says: the members, those after "down" not running.
func view(node, members string) membership.View {
	up, down, _ := strings.Cut(members, " down ")
	running := strings.Fields(up)
	return membership.View{
		Node: node, AppRunning: true, Running: running, Members: append(slices.Clone(running), strings.Fields(down)...),
		Version: capability.Version{Major: 4, Minor: 3, Patch: 6}, ClusterName: "name by " + node,
	}
}

// stopped is what a node says on which RabbitMQ is stopped: with Khepri nothing, with Mnesia what it remembers.
func stopped(node, members string) membership.View {
	return membership.View{Node: node, Members: strings.Fields(members), Version: capability.Version{Major: 3, Minor: 10, Patch: 8}}
}

func TestWhoIsAMember(t *testing.T) {
	const yes, no, half, unknown, disagree = "yes", "no", "it has left half", "unknown", "disagree"
	for name, test := range map[string]struct {
		views   []membership.View
		want    string
		running bool
	}{
		"all agree":                        {[]membership.View{view("a", "a b c"), view("b", "a b c")}, yes, true},
		"it does not answer and runs":      {[]membership.View{view("a", "a b c"), view("c", "a b c")}, yes, true},
		"it is dead":                       {[]membership.View{view("a", "a down b")}, yes, false},
		"RabbitMQ on it is stopped":        {[]membership.View{view("a", "a down b"), stopped("b", "a b")}, yes, false},
		"stopped on it, with Khepri":       {[]membership.View{view("a", "a down b"), stopped("b", "")}, yes, false},
		"it has left":                      {[]membership.View{view("a", "a c"), view("b", "b")}, no, false},
		"forgotten while stopped":          {[]membership.View{view("a", "a c"), stopped("b", "a b c")}, half, false},
		"stopped, in another cluster":      {[]membership.View{view("a", "a c"), stopped("b", "b x y")}, no, false},
		"forgotten and gone":               {[]membership.View{view("a", "a c"), view("c", "a c")}, no, false},
		"reset, and stopped":               {[]membership.View{view("a", "a down b"), stopped("b", "b")}, half, false},
		"forgotten, stopped, with Khepri":  {[]membership.View{view("a", "a c"), stopped("b", "")}, half, false},
		"it lost its disk":                 {[]membership.View{view("a", "a down b"), view("b", "b")}, no, false},
		"forgotten while cut off":          {[]membership.View{view("a", "a c"), view("b", "a b c")}, disagree, false},
		"forgotten by the only other":      {[]membership.View{view("a", "a"), view("b", "a b")}, disagree, false},
		"it is with others":                {[]membership.View{view("a", "a b"), view("b", "b x")}, disagree, false},
		"another has a longer name":        {[]membership.View{view("a", "a bb"), view("bb", "a bb")}, no, false},
		"one with a longer name runs":      {[]membership.View{view("a", "a bb down b")}, yes, false},
		"the others disagree":              {[]membership.View{view("a", "a c"), view("c", "a b c")}, disagree, false},
		"another has left":                 {[]membership.View{view("a", "a b"), view("c", "c"), view("b", "a b")}, yes, true},
		"another has left, unnoticed":      {[]membership.View{view("a", "a b down c"), view("c", "c"), view("b", "a b down c")}, yes, true},
		"another is stopped and outdated":  {[]membership.View{view("a", "a c"), stopped("c", "a b c")}, no, false},
		"another is stopped, with Khepri":  {[]membership.View{stopped("a", ""), view("b", "b down a")}, yes, true},
		"all others are stopped":           {[]membership.View{stopped("a", "a b"), view("b", "b down a")}, yes, true},
		"nobody else answers":              {[]membership.View{view("b", "b down a")}, yes, true},
		"nobody else answers, it is alone": {[]membership.View{view("b", "b")}, unknown, false},
		"nobody knows":                     {[]membership.View{stopped("a", ""), stopped("b", "")}, unknown, false},
	} {
		t.Run(name, func(t *testing.T) {
			seen, known, err := judge("b", membership.Status{Views: test.views})
			got := no
			var disagreement *membership.DisagreementError
			switch {
			case errors.As(err, &disagreement):
				got = disagree
				if len(disagreement.Views) != 2 {
					t.Errorf("%d views are shown", len(disagreement.Views))
				}
			case err != nil:
				t.Fatal(err)
			case !known:
				got = unknown
			case seen.member:
				got = yes
			case seen.stranded:
				got = half
			}
			if got != test.want || seen.running != test.running {
				t.Errorf("member: %s, running: %t; want %s and %t", got, seen.running, test.want, test.running)
			}
			if seen.member && seen.running == (seen.down != "") {
				t.Errorf("running %t, but down because %q", seen.running, seen.down)
			}
		})
	}
}

func TestWhatIsSaidOfAMember(t *testing.T) {
	ram := view("a", "a b c")
	ram.RAM = []string{"b"}
	seen, _, err := judge("b", membership.Status{Views: []membership.View{ram, view("b", "a b c")}})
	if err != nil {
		t.Fatal(err)
	}
	if !seen.ram || seen.clusterName != "name by a" || seen.version.String() != "4.3.6" || !slices.Equal(seen.others, []string{"a", "c"}) {
		t.Errorf("%+v", seen)
	}
	dead, _, err := judge("b", membership.Status{
		Views: []membership.View{view("a", "a down b")}, Unreachable: map[string]error{"b": errors.New("connection refused")},
	})
	if err != nil || !strings.Contains(dead.down, "connection refused") || !dead.version.IsZero() {
		t.Errorf("%+v, %v", dead, err)
	}
}

func TestLeavingGoesThroughThoseWhoStay(t *testing.T) {
	if got := through([]string{"c", "gone", "a"}, []string{"a", "b", "c"}); !slices.Equal(got, []string{"c", "a", "b"}) {
		t.Error(got)
	}
}

// The name of a cluster is no membership: every fresh node of an image can have the same.
func TestClusterNameMakesNoMember(t *testing.T) {
	for name, members := range map[string]string{"alone": "b", "with others": "b c"} {
		cluster, node := view("a", "a c"), view("b", members)
		cluster.ClusterName, node.ClusterName = "shop", "shop"
		if seen, known, err := judge("b", membership.Status{Views: []membership.View{cluster, node}}); seen.member || !known && err == nil {
			t.Errorf("%s: %+v, %t, %v", name, seen, known, err)
		}
	}
	cluster, node := view("a", "a b"), view("b", "a b")
	cluster.ClusterName, node.ClusterName = "shop", "renamed"
	if seen, _, err := judge("b", membership.Status{Views: []membership.View{cluster, node}}); !seen.member || err != nil {
		t.Errorf("%+v, %v", seen, err)
	}
}
