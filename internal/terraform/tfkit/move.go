package tfkit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	frameworkpath "github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// communityProvider is the last part of the address of the community provider and of its forks, whoever publishes them:
// cyrilgdn/rabbitmq.
const communityProvider = "rabbitmq"

// Move is how the state of a resource type of the community provider becomes one of ours (a "moved" block from one to the
// other). State is what that provider keeps, as a struct to be decoded from JSON; Object is the thing itself, in the words
// of package management.
//
// The next read takes over what the broker has, but only the next: a plan with -refresh=false must find everything in
// place, or would replace what need not be replaced.
type Move[State, Object any] struct {
	// From is the resource type, such as "rabbitmq_queue"; Version that of its schema in release 1.10.
	From    string
	Version int64
	// Object says what the state speaks of. It may add errors, with which nothing is moved, and warnings.
	Object func(State, *diag.Diagnostics) Object
	// Fill writes the object to our state, as in a Listing.
	Fill func(context.Context, *tfsdk.State, Object) diag.Diagnostics
}

// Mover is the move as the framework wants it.
func (m Move[State, Object]) Mover() resource.StateMover {
	return resource.StateMover{StateMover: m.move}
}

// move leaves states of other types alone, for other movers. The identity is left to the next read, which knows the cluster.
func (m Move[State, Object]) move(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
	if req.SourceTypeName != m.From || path.Base(req.SourceProviderAddress) != communityProvider {
		return
	}
	failed := fmt.Sprintf("The state of a %s cannot be moved", m.From)
	if req.SourceSchemaVersion != m.Version {
		resp.Diagnostics.AddError(failed, fmt.Sprintf("It is of schema version %d, and version %d is known, that of release 1.10 of the "+
			"provider %s. Plan and apply once with that release, and move then; or remove it from the state and import it here.",
			req.SourceSchemaVersion, m.Version, req.SourceProviderAddress))
		return
	}
	var state State
	if err := decodeState(req, &state); err != nil {
		resp.Diagnostics.AddError(failed, fmt.Sprintf("It is not as release 1.10 of the provider %s writes it: %v.\n\nRemove it from the "+
			"state (a \"removed\" block with destroy = false) and import the object here.", req.SourceProviderAddress, err))
		return
	}
	object := m.Object(state, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.TargetIdentity = nil
	resp.Diagnostics.Append(resp.TargetState.SetAttribute(ctx, frameworkpath.Root("id"), "")...)
	resp.Diagnostics.Append(m.Fill(ctx, &resp.TargetState, object)...)
}

func decodeState(req resource.MoveStateRequest, state any) error {
	if req.SourceRawState == nil || req.SourceRawState.JSON == nil {
		return errors.New("it is no JSON")
	}
	decoder := json.NewDecoder(bytes.NewReader(req.SourceRawState.JSON))
	decoder.UseNumber()
	return decoder.Decode(state)
}
