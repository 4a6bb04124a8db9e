package failover_test

import "testing"

// Terraform plans, applies and destroys two hundred objects while nodes are killed, hang, boot, and know nothing. Each part
// begins by making the cluster whole, so that any can run alone.
func TestAccTerraformDuringFaults(t *testing.T) {
	m := newMany(t)
	t.Run("apply while a node fails", m.applyWhileANodeFails)
	t.Run("apply while answers are lost", m.applyWhileAnswersAreLost)
	t.Run("plan while nodes are down", m.planWhileNodesAreDown)
	t.Run("plan while nodes boot", m.planWhileNodesBoot)
	t.Run("apply without a majority", m.applyWithoutAMajority)
	t.Run("plan with an empty view", m.planWithAnEmptyView)
	t.Run("interrupted", m.interrupted)
	// Last, since the queues keep no member on a node that has left.
	t.Run("plan at a blank node", m.planAtABlankNode)
}
