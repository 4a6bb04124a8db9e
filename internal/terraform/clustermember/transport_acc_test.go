package clustermember_test

import (
	"fmt"
	"net"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial/sshtest"
)

// byJump is the way through a jump host, to fixed addresses.
func byJump(t *testing.T, l *lab.Lab) string {
	t.Helper()
	server := sshtest.Start(t, false)
	host, port, err := net.SplitHostPort(server.Address)
	if err != nil {
		t.Fatal(err)
	}
	var addresses strings.Builder
	for _, node := range l.Nodes {
		fmt.Fprintf(&addresses, "      %q = %q\n", node.Name, distribution(node))
	}
	return fmt.Sprintf(`
    cookie    = %q
    addresses = {
%s    }
    ssh {
      host             = %q
      port             = %s
      user             = %q
      known_hosts_file = %q
      private_key      = <<-E
%sE
    }
`, l.Cookie, addresses.String(), host, port, sshtest.User, server.KnownHosts, server.ClientKey)
}

// That no way is configured is told while planning. Not parallel, for the environment belongs to all.
func TestAccClusterMemberNeedsAWay(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	t.Setenv("RABBITMQ_ERLANG_COOKIE", "")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: member(broker.Lab, 2, "", 1), PlanOnly: true,
			ExpectError: regexp.MustCompile(`No way to the Erlang nodes[\s\S]*RABBITMQ_ERLANG_COOKIE`),
		}},
	})
}

// Each way to the nodes serves, and each sees what another has done.
func TestAccClusterMemberTransports(t *testing.T) {
	lab.SameOnEveryBroker(t)
	l := separate(t, 2)
	joined := member(l, 2, "", 1)
	wrong := fmt.Sprintf("    cookie = %q\n    epmd_port = %d\n", "another"+leaks.Unstored, l.Nodes[0].EpmdPort)
	empty := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
	command := block(l, fmt.Sprintf("    command = [%q, \"{node}\"]\n", script(t, l))) + joined
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             apart(t, l, 1, 2),
		Steps: []resource.TestStep{
			{Config: block(l, wrong) + joined, ExpectError: regexp.MustCompile(`could\s+not\s+join[\s\S]*hash[\s\S]*erlang\.cookie`)},
			{Config: block(l, byJump(t, l)) + joined, Check: together(t, l, 1, 2)},
			{Config: command, ConfigPlanChecks: empty},
			// A command takes a second for each call, so the node leaves by the quick way.
			{Config: block(l, byCookie(l)) + joined, ConfigPlanChecks: empty},
		},
	})
}

// A node joins and leaves by rabbitmqctl alone, where the nodes' own ports are closed.
func TestAccClusterMemberByCommand(t *testing.T) {
	lab.TakesMinutes(t)
	l := separate(t, 2)
	command := fmt.Sprintf("    command = [%q, \"{node}\"]\n", script(t, l))
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             apart(t, l, 1, 2),
		Steps:                    []resource.TestStep{{Config: block(l, command) + member(l, 2, "", 1), Check: together(t, l, 1, 2)}},
	})
}
