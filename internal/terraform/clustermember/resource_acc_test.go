package clustermember_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

const (
	second = "rabbitmqha_cluster_member.n2"
	third  = "rabbitmqha_cluster_member.n3"
)

// together checks that nodes are one cluster in which all run, and that each of them says so.
func together(t *testing.T, l *lab.Lab, nodes ...int) resource.TestCheckFunc {
	return func(*terraform.State) error {
		var want []string
		for _, node := range nodes {
			want = append(want, l.Nodes[node-1].Name)
		}
		slices.Sort(want)
		for _, node := range nodes {
			got := nodesOf(t, l, node)
			if slices.Sort(got); !slices.Equal(got, want) {
				return fmt.Errorf("%s sees %v running, want %v", l.Nodes[node-1].Name, got, want)
			}
		}
		return nil
	}
}

// apart checks that each node runs, and alone.
func apart(t *testing.T, l *lab.Lab, nodes ...int) resource.TestCheckFunc {
	return func(s *terraform.State) error {
		for _, node := range nodes {
			if err := together(t, l, node)(s); err != nil {
				return err
			}
		}
		return nil
	}
}

func action(address string, action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// From three blank nodes to a cluster, through what may befall it, and back.
func TestAccClusterMemberLifecycle(t *testing.T) {
	l := separate(t, 3)
	provider := block(l, byCookie(l))
	both := provider + member(l, 2, "", 1) + member(l, 3, "  quorum_queues {\n    grow = \"even\"\n  }\n", 1, 2)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             apart(t, l, 1, 2),
		Steps: []resource.TestStep{
			{
				Config: both,
				Check:  together(t, l, 1, 2, 3),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(second, tfjsonpath.New("running"), knownvalue.Bool(true)),
					statecheck.ExpectKnownValue(second, tfjsonpath.New("version"), knownvalue.StringExact(l.Version)),
					statecheck.ExpectKnownValue(second, tfjsonpath.New("cluster_name"), knownvalue.NotNull()),
					statecheck.ExpectKnownValue(third, tfjsonpath.New("type"), knownvalue.StringExact("disc")),
				},
			},
			{
				ResourceName: third, ImportState: true, ImportStateVerify: true,
				ImportStateVerifyIgnore: []string{"quorum_queues.%", "quorum_queues.grow"},
			},
			{
				// Other members to join through, and what is for later: nothing happens to the node.
				Config:           provider + member(l, 2, "  force = true", 3, 1) + member(l, 3, "  drain = false", 1, 2),
				ConfigPlanChecks: action(second, plancheck.ResourceActionUpdate),
				Check:            together(t, l, 1, 2, 3),
			},
			{
				PreConfig: func() { leaveBehind(t, l, 3, 1) },
				Config:    both,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(third, plancheck.ResourceActionCreate),
					plancheck.ExpectResourceAction(second, plancheck.ResourceActionUpdate)}},
				Check: together(t, l, 1, 2, 3),
			},
			{
				// A node that is down is a warning, and no change.
				PreConfig:         func() { kill(t, l, 3) },
				Config:            both,
				ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
				ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(third, tfjsonpath.New("version"), knownvalue.StringExact(l.Version))},
			},
			{
				// With another disk it has to join again.
				PreConfig:        func() { loseDisk(t, l, 3) },
				Config:           both,
				ConfigPlanChecks: action(third, plancheck.ResourceActionCreate),
				Check:            together(t, l, 1, 2, 3),
			},
			{
				// A dead node is forgotten by the others when it is destroyed.
				PreConfig: func() { kill(t, l, 3) },
				Config:    provider + member(l, 2, "", 1),
				Check:     together(t, l, 1, 2),
			},
		},
	})
}

// leaveBehind makes a node leave behind Terraform's back, clean, by way of another.
func leaveBehind(t *testing.T, l *lab.Lab, node, through int) {
	t.Helper()
	behind(t, l, node, "stop_app")
	behind(t, l, through, "forget_cluster_node", l.Nodes[node-1].Name)
	if version, err := capability.ParseVersion(l.Version); err != nil || !version.AtLeast(4, 3, 0) {
		// With Khepri, to be forgotten has done that.
		behind(t, l, node, "reset")
	}
	behind(t, l, node, "start_app")
}

func kill(t *testing.T, l *lab.Lab, node int) {
	t.Helper()
	if err := l.Kill(t.Context(), node-1); err != nil {
		t.Fatal(err)
	}
}

// loseDisk starts a dead node again, with nothing of what it had.
func loseDisk(t *testing.T, l *lab.Lab, node int) {
	t.Helper()
	data := filepath.Join(l.Nodes[node-1].Dir, "mnesia")
	if err := errors.Join(os.RemoveAll(data), os.Mkdir(data, 0o700), l.Restart(t.Context(), node-1)); err != nil {
		t.Fatal(err)
	}
}

// A node that holds something is not wiped unless the user says so.
func TestAccClusterMemberKeepsContents(t *testing.T) {
	l := separate(t, 2)
	provider := block(l, byCookie(l))
	vhosts := func(node int) (names []string) {
		for _, vhost := range apiList(t, l, node, "vhosts") {
			name, _ := vhost["name"].(string)
			names = append(names, name)
		}
		return names
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				PreConfig:   func() { api(t, l, 2, http.MethodPut, "vhosts/precious", []byte("{}")) },
				Config:      provider + member(l, 2, "", 1),
				ExpectError: regexp.MustCompile(`could\s+not\s+join[\s\S]*not\s+empty[\s\S]*precious[\s\S]*discard_data`),
			},
			{
				PreConfig: func() {
					if !slices.Contains(vhosts(2), "precious") || len(nodesOf(t, l, 2)) != 1 {
						t.Error("the refused node was touched")
					}
				},
				Config: provider + member(l, 2, "  discard_data = true", 1),
				Check:  together(t, l, 1, 2),
			},
			{
				Config: provider + member(l, 2, "  discard_data = true", 1),
				Check: func(*terraform.State) error {
					if names := vhosts(2); slices.Contains(names, "precious") {
						return fmt.Errorf("the node still has %v", names)
					}
					return nil
				},
			},
		},
	})
}

// A ram node joins where the broker has ram nodes, and is refused while planning where it has none.
func TestAccClusterMemberRAM(t *testing.T) {
	l := separate(t, 2)
	version, err := capability.ParseVersion(l.Version)
	if err != nil {
		t.Fatal(err)
	}
	step := resource.TestStep{Config: block(l, byCookie(l)) + member(l, 2, "  type = \"ram\"", 1)}
	if capability.Of(version).RAMNodes {
		step.Check = func(*terraform.State) error {
			for _, node := range apiList(t, l, 1, "nodes") {
				if want := map[bool]string{true: "ram", false: "disc"}[node["name"] == l.Nodes[1].Name]; node["type"] != want {
					return fmt.Errorf("%v is a %v node, want %s", node["name"], node["type"], want)
				}
			}
			return nil
		}
	} else {
		step.PlanOnly, step.ExpectError = true, regexp.MustCompile(`ram\s+node`)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers, CheckDestroy: apart(t, l, 1, 2), Steps: []resource.TestStep{step},
	})
}
