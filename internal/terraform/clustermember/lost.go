package clustermember

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// warnOfLostMember says in the plan of a creation what the cluster would forget: it may list a member of the node's name, which
// has lost its disk. Nodes that do not answer are no fault yet: the same apply may start them.
func warnOfLostMember(ctx context.Context, members *membership.Cluster, plan Model, diags *diag.Diagnostics) {
	if !tfkit.IsSet(plan.Node) || len(plan.cluster()) == 0 {
		return
	}
	node := plan.Node.ValueString()
	lost, err := members.LostMember(ctx, node, plan.cluster())
	if err != nil || lost == nil {
		return
	}
	detail := "The cluster lists a member of this name, and the node runs without its data. Joining begins with having the old member forgotten."
	switch {
	case len(lost.Queues) == 0:
		detail += " No queue is lost with it."
	case plan.Force.ValueBool():
		detail += "\n\nForce is set: these queues, and what they hold, are lost with it: " + strings.Join(lost.Queues, ", ") + "."
	default:
		detail += "\n\nThe apply will refuse that, because these queues would be lost with it: " + strings.Join(lost.Queues, ", ") +
			".\n\nIf the old data can be had, bring the node back with it. Otherwise set force = true to let the queues go."
	}
	diags.AddAttributeWarning(path.Root("node"), fmt.Sprintf("%s joins in place of a member that was lost", node), detail)
}
