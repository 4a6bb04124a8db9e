package failover_test

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// Terraform plans, applies and destroys two hundred objects while nodes are killed, and know nothing. Each part begins by making the
// cluster healthy, so that any can run alone.
func TestAccTerraformDuringFaults(t *testing.T) {
	lab.OnceARun(t)
	m := newMany(t)
	t.Run("apply while a node fails", m.applyWhileANodeFails)
	t.Run("plan while nodes are down", m.planWhileNodesAreDown)
	t.Run("plan with an empty view", m.planWithAnEmptyView)
	t.Run("interrupted", m.interrupted)
}

// The same with what takes longer: answers that are lost, a majority that is down, nodes that boot.
func TestAccTerraformDuringLongFaults(t *testing.T) {
	lab.TakesMinutes(t)
	m := newMany(t)
	t.Run("apply while a node is frozen", m.applyWhileANodeIsFrozen)
	t.Run("apply while answers are lost", m.applyWhileAnswersAreLost)
	t.Run("apply without a majority", m.applyWithoutAMajority)
	t.Run("plan while nodes boot", m.planWhileNodesBoot)
	// Last, since the queues keep no member on a node that has left.
	t.Run("plan at a blank node", m.planAtABlankNode)
}
