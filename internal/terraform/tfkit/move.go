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

// The last parts of the addresses that a state to be moved may come from. communityProvider is that of the community provider
// and of its forks, whoever publishes them: cyrilgdn/rabbitmq. Terraform keeps one provider for all instances of a resource:
// once one of them has moved, the others are handed over with this provider's own address, while their type and their state
// still are the other's (applyCrossTypeMove in internal/refactoring/cross_provider_move.go of Terraform 1.8 to 1.15).
const (
	communityProvider = "rabbitmq"
	ownProvider       = "rabbitmqha"
)

// movable are the releases whose states are known.
const movable = "cyrilgdn/rabbitmq 1.8.0 to 1.10.1 and rfd59/rabbitmq 2.0.0 to 2.6.0"

// Move is how the state of a resource type of the community provider becomes one of ours (a "moved" block from one to the
// other). State is what that provider keeps, as a struct to be decoded from JSON; Object is the thing itself, in the words
// of package management.
//
// The next read takes over what the broker has, but only the next: a plan with -refresh=false must find everything in
// place, or would replace what need not be replaced.
type Move[State, Object any] struct {
	// From is the resource type, such as "rabbitmq_queue". No type of ours begins with "rabbitmq_", so that a state of this type
	// is never one of ours, whatever provider it is said to be from.
	From string
	// Newest is the newest version of its schema that is known. Object takes states of all versions up to it.
	Newest int64
	// Needs is an attribute or block that every state of the type has. A state without it is not what it says it is.
	Needs string
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
	provider := path.Base(req.SourceProviderAddress)
	if req.SourceTypeName != m.From || provider != communityProvider && provider != ownProvider {
		return
	}
	var state State
	if err := m.decode(req, &state); err != nil {
		resp.Diagnostics.AddError(fmt.Sprintf("The state of a %s cannot be moved", m.From), fmt.Sprintf("%v. States of %s can be "+
			"moved.\n\nOr remove it from the state (a \"removed\" block with destroy = false) and import the object here.", err, movable))
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

func (m Move[State, Object]) decode(req resource.MoveStateRequest, state *State) error {
	if req.SourceSchemaVersion > m.Newest {
		return fmt.Errorf("it is of schema version %d, and versions up to %d are known", req.SourceSchemaVersion, m.Newest)
	}
	if req.SourceRawState == nil || req.SourceRawState.JSON == nil {
		return errors.New("it is no JSON")
	}
	var attributes map[string]any
	if err := decodeExactly(req.SourceRawState.JSON, &attributes); err != nil {
		return fmt.Errorf("it is no JSON object: %w", err)
	}
	switch value := attributes[m.Needs].(type) {
	case nil:
		return fmt.Errorf("it has no %s", m.Needs)
	case []any:
		if len(value) == 0 {
			return fmt.Errorf("it has no %s", m.Needs)
		}
	}
	if err := decodeExactly(req.SourceRawState.JSON, state); err != nil {
		return fmt.Errorf("it is not as that provider writes it: %w", err)
	}
	return nil
}

func decodeExactly(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(into)
}
