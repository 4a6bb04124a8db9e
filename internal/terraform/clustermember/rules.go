package clustermember

import (
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// problems are what is wrong whatever the nodes say. Values that are not known yet are no problem yet.
func (m Model) problems() (problems []topology.Problem) {
	add := func(attribute, summary, detail string, values ...any) {
		problems = append(problems, topology.Problem{Attribute: attribute, Summary: summary, Detail: fmt.Sprintf(detail, values...)})
	}
	checkName := func(attribute, node string) bool {
		_, err := erlang.ParseNodeName(node)
		if err != nil {
			add(attribute, "Not the name of an Erlang node", "%v. Write it as the node calls itself, such as rabbit@rabbit2.", err)
		}
		return err == nil
	}
	if tfkit.IsSet(m.Node) {
		checkName("node", m.Node.ValueString())
	}
	if tfkit.IsSet(m.Cluster) && len(m.Cluster.Elements()) == 0 {
		add("cluster", "No member to join through", "Name at least one node that is in the cluster, such as [\"rabbit@rabbit1\"].")
	}
	seen := map[string]bool{}
	for _, element := range m.Cluster.Elements() {
		text, _ := element.(types.String)
		switch node := text.ValueString(); {
		case text.IsUnknown():
		case !checkName("cluster", node):
		case text.Equal(m.Node):
			add("cluster", "A node cannot join itself", "%q is the node that is to join. Name other members; the first node of a cluster needs "+
				"no rabbitmqha_cluster_member.", node)
		case seen[node]:
			add("cluster", "A member is named twice", "%q is in the list twice. Name it once.", node)
		default:
			seen[node] = true
		}
	}
	if m.Streams != nil {
		for _, each := range []struct {
			attribute string
			pattern   types.String
		}{{"streams.vhost_pattern", m.Streams.VhostPattern}, {"streams.stream_pattern", m.Streams.StreamPattern}} {
			if _, err := regexp.Compile(each.pattern.ValueString()); err != nil {
				add(each.attribute, "Not a regular expression", "%v.", err)
			}
		}
	}
	return problems
}

// ramProblems are what forbids a ram node in the cluster of a member.
func ramProblems(view membership.View) []topology.Problem {
	const instead = "Leave type out, or set it to \"disc\"."
	broker := capability.Of(view.Version)
	switch {
	case view.Version.IsZero():
		return nil
	case !broker.RAMNodes:
		return []topology.Problem{{
			Attribute: "type", Summary: fmt.Sprintf("RabbitMQ %s has no ram nodes", broker.Version),
			Detail: "Nodes that keep metadata in memory only are gone since 4.3. " + instead,
		}}
	case view.Khepri:
		return []topology.Problem{{
			Attribute: "type", Summary: "A cluster with Khepri has no ram nodes",
			Detail: fmt.Sprintf("%s keeps its metadata in Khepri, which every member has on disk. %s", view.Node, instead),
		}}
	}
	return nil
}
