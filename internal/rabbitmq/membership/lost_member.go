package membership

import "context"

// LostMember is a member that the cluster lists, while the node of that name has come back without its data.
type LostMember struct {
	// Queues are the queues that the cluster forgets together with it, each with what is known of it.
	Queues []string
}

// LostMember reports whether joining the node begins with forgetting a member of the same name, and which queues would go with
// it; nil where there is none. It changes nothing.
func (c *Cluster) LostMember(ctx context.Context, node string, through []string) (*LostMember, error) {
	view, err := c.View(ctx, node)
	if err != nil || !view.AppRunning || len(view.Others()) > 0 {
		return nil, err
	}
	gate := &gate{Cluster: c, node: node, through: through, stranger: true}
	seed, err := gate.witnesses(ctx)
	if err != nil || !seed.HasMember(node) {
		return nil, err
	}
	lost, err := gate.losses(ctx, seed, false)
	if err != nil {
		return nil, err
	}
	member := &LostMember{}
	for _, each := range lost {
		member.Queues = append(member.Queues, each.String())
	}
	return member, nil
}
