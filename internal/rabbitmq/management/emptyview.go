package management

import (
	"context"
	"errors"
	"fmt"
)

// A node that is recovering can answer before it has its metadata: lists are empty, and nothing is found. Another node puts
// that right where there is one (confirmAbsence). Behind a single endpoint the word of such a node would make Terraform create
// everything anew. What gives it away is that it does not know the cluster's id either, which every broker has from its first
// boot on (rabbit_nodes:seed_internal_cluster_id, 3.8 and newer).

// ErrEmptyView is "not found", by a node that has no metadata at all and was the only one to be asked.
var ErrEmptyView = errors.New("not found by a node that does not know its cluster's id either")

// clusterID is what sight remembers of a node that has its metadata. No name of a virtual host is written so in a path.
const clusterID = "/"

var clusterIDPath = apiPath("global-parameters", "internal_cluster_id")

// founded returns the error of a request as it is, or ErrEmptyView in place of a "not found" that says nothing. A user who may
// not read the cluster's id (it takes the tag "policymaker") has to take the node's word.
func (t *transport) founded(ctx context.Context, err error) error {
	if len(t.endpoints) > 1 || !errors.Is(err, ErrNotFound) || t.sight.has(clusterID) {
		return err
	}
	var ignored struct{}
	switch asking := t.look(ctx, clusterIDPath, &ignored); {
	case asking == nil:
		t.sight.note(clusterID)
	case errors.Is(asking, ErrNotFound) && t.look(ctx, apiPath("whoami"), &ignored) == nil:
		// Not wrapped: it must not count as ErrNotFound.
		return fmt.Errorf("%w: %s", ErrEmptyView, err.Error())
	}
	return err
}
