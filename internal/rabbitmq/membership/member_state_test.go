package membership

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// viewOf is what a running node says: the members, those after "down" not running.
func viewOf(node, members string) View {
	up, down, _ := strings.Cut(members, " down ")
	running := strings.Fields(up)
	return View{
		Node: node, AppRunning: true, Running: running, Members: append(slices.Clone(running), strings.Fields(down)...),
		Version: capability.Version{Major: 4, Minor: 3, Patch: 6}, ClusterName: "name by " + node,
	}
}

// stoppedView is what a node says on which RabbitMQ is stopped: with Khepri nothing, with Mnesia what it remembers.
func stoppedView(node, members string) View {
	return View{Node: node, Members: strings.Fields(members), Version: capability.Version{Major: 3, Minor: 10, Patch: 8}}
}

func TestWhoIsAMember(t *testing.T) {
	const yes, no, half, unknown, disagree = "yes", "no", "it has left half", "unknown", "disagree"
	for name, test := range map[string]struct {
		views   []View
		want    string
		running bool
	}{
		"all agree":                        {[]View{viewOf("a", "a b c"), viewOf("b", "a b c")}, yes, true},
		"it does not answer and runs":      {[]View{viewOf("a", "a b c"), viewOf("c", "a b c")}, yes, true},
		"it is dead":                       {[]View{viewOf("a", "a down b")}, yes, false},
		"RabbitMQ on it is stopped":        {[]View{viewOf("a", "a down b"), stoppedView("b", "a b")}, yes, false},
		"stopped on it, with Khepri":       {[]View{viewOf("a", "a down b"), stoppedView("b", "")}, yes, false},
		"it has left":                      {[]View{viewOf("a", "a c"), viewOf("b", "b")}, no, false},
		"forgotten while stopped":          {[]View{viewOf("a", "a c"), stoppedView("b", "a b c")}, half, false},
		"stopped, in another cluster":      {[]View{viewOf("a", "a c"), stoppedView("b", "b x y")}, no, false},
		"forgotten and gone":               {[]View{viewOf("a", "a c"), viewOf("c", "a c")}, no, false},
		"reset, and stopped":               {[]View{viewOf("a", "a down b"), stoppedView("b", "b")}, half, false},
		"forgotten, stopped, with Khepri":  {[]View{viewOf("a", "a c"), stoppedView("b", "")}, half, false},
		"it lost its disk":                 {[]View{viewOf("a", "a down b"), viewOf("b", "b")}, no, false},
		"forgotten while cut off":          {[]View{viewOf("a", "a c"), viewOf("b", "a b c")}, disagree, false},
		"forgotten by the only other":      {[]View{viewOf("a", "a"), viewOf("b", "a b")}, disagree, false},
		"it is with others":                {[]View{viewOf("a", "a b"), viewOf("b", "b x")}, disagree, false},
		"another has a longer name":        {[]View{viewOf("a", "a bb"), viewOf("bb", "a bb")}, no, false},
		"one with a longer name runs":      {[]View{viewOf("a", "a bb down b")}, yes, false},
		"the others disagree":              {[]View{viewOf("a", "a c"), viewOf("c", "a b c")}, disagree, false},
		"another has left":                 {[]View{viewOf("a", "a b"), viewOf("c", "c"), viewOf("b", "a b")}, yes, true},
		"another has left, unnoticed":      {[]View{viewOf("a", "a b down c"), viewOf("c", "c"), viewOf("b", "a b down c")}, yes, true},
		"another is stopped and outdated":  {[]View{viewOf("a", "a c"), stoppedView("c", "a b c")}, no, false},
		"another is stopped, with Khepri":  {[]View{stoppedView("a", ""), viewOf("b", "b down a")}, yes, true},
		"all others are stopped":           {[]View{stoppedView("a", "a b"), viewOf("b", "b down a")}, yes, true},
		"nobody else answers":              {[]View{viewOf("b", "b down a")}, yes, true},
		"nobody else answers, it is alone": {[]View{viewOf("b", "b")}, unknown, false},
		"nobody knows":                     {[]View{stoppedView("a", ""), stoppedView("b", "")}, unknown, false},
	} {
		t.Run(name, func(t *testing.T) {
			seen, known, err := resolveMembership("b", Status{Views: test.views})
			got := no
			var disagreement *DisagreementError
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
			case seen.Member:
				got = yes
			case seen.Stranded:
				got = half
			}
			if got != test.want || seen.Running != test.running {
				t.Errorf("member: %s, running: %t; want %s and %t", got, seen.Running, test.want, test.running)
			}
			if seen.Member && seen.Running == (seen.Down != "") {
				t.Errorf("running %t, but down because %q", seen.Running, seen.Down)
			}
		})
	}
}

func TestWhatIsSaidOfAMember(t *testing.T) {
	ram := viewOf("a", "a b c")
	ram.RAM = []string{"b"}
	seen, _, err := resolveMembership("b", Status{Views: []View{ram, viewOf("b", "a b c")}})
	if err != nil {
		t.Fatal(err)
	}
	if !seen.RAM || seen.ClusterName != "name by a" || seen.Version.String() != "4.3.6" || !slices.Equal(seen.Others, []string{"a", "c"}) {
		t.Errorf("%+v", seen)
	}
	dead, _, err := resolveMembership("b", Status{
		Views: []View{viewOf("a", "a down b")}, Unreachable: map[string]error{"b": errors.New("connection refused")},
	})
	if err != nil || !strings.Contains(dead.Down, "connection refused") || !dead.Version.IsZero() {
		t.Errorf("%+v, %v", dead, err)
	}
}

// The name of a cluster is no membership: every fresh node of an image can have the same.
func TestClusterNameMakesNoMember(t *testing.T) {
	for name, members := range map[string]string{"alone": "b", "with others": "b c"} {
		cluster, node := viewOf("a", "a c"), viewOf("b", members)
		cluster.ClusterName, node.ClusterName = "shop", "shop"
		if seen, known, err := resolveMembership("b", Status{Views: []View{cluster, node}}); seen.Member || !known && err == nil {
			t.Errorf("%s: %+v, %t, %v", name, seen, known, err)
		}
	}
	cluster, node := viewOf("a", "a b"), viewOf("b", "a b")
	cluster.ClusterName, node.ClusterName = "shop", "renamed"
	if seen, _, err := resolveMembership("b", Status{Views: []View{cluster, node}}); !seen.Member || err != nil {
		t.Errorf("%+v, %v", seen, err)
	}
}
