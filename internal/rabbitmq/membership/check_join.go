package membership

import (
	"context"
	"fmt"
	"strings"
)

// checkVersions refuses two releases that do not fit. The broker's own check comes too late: a node of 4.3 that is sent
// into a cluster of 4.0 is wiped first, and never starts again.
func (c *Cluster) checkVersions(ctx context.Context, view, seed View) error {
	if view.Version.Major != seed.Version.Major || view.Version.Minor != seed.Version.Minor {
		return &RefusedError{Node: view.Node, Reason: ErrVersionMismatch,
			Detail:   fmt.Sprintf("it runs RabbitMQ %s, and %s runs %s", view.Version, seed.Node, seed.Version),
			WhatToDo: "Bring both to the same series first"}
	}
	var here, there []FeatureFlag
	err := together(
		func() (err error) { here, err = c.FeatureFlags(ctx, view.Node); return err },
		func() (err error) { there, err = c.FeatureFlags(ctx, seed.Node); return err },
	)
	if err != nil {
		return err
	}
	if unknown := unknownFlags(there, here); len(unknown) > 0 {
		return &RefusedError{Node: view.Node, Reason: ErrVersionMismatch,
			Detail:   "the cluster has enabled feature flags that the node does not know: " + strings.Join(unknown, ", "),
			WhatToDo: "Upgrade the node, or enable the plugins there that provide them"}
	}
	return nil
}

// checkJoin refuses to join a node that is a member elsewhere, or holds something. The node runs.
func (c *Cluster) checkJoin(ctx context.Context, request JoinRequest, view, seed View) error {
	if request.RAM && seed.Khepri {
		return &RefusedError{Node: view.Node, Reason: ErrNotSupported,
			Detail: "the cluster's metadata store is Khepri, which knows no RAM nodes", WhatToDo: "Join it as a disc node"}
	}
	switch others := view.Others(); {
	case view.HasMember(seed.Node):
		return fmt.Errorf("%w; reset %s, or remove its data folder, before it joins again",
			&DisagreementError{Views: []View{view, seed}}, view.Node)
	case len(others) > 0:
		return &RefusedError{Node: view.Node, Reason: ErrAlreadyElsewhere,
			Detail: "it is a member together with " + few(others), WhatToDo: "Let it leave that cluster first"}
	}
	if request.DiscardData {
		return nil
	}
	return c.checkEmpty(ctx, view.Node)
}
