package membership

import (
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// MemberState is what the nodes of a cluster say about one of them.
type MemberState struct {
	// Member is that the cluster has the node as a member, Running that RabbitMQ runs there, RAM that it keeps metadata in memory
	// only (before 4.3).
	Member, Running, RAM bool
	// Stranded is a node that is no member any more and on which RabbitMQ is stopped: a leave was interrupted.
	Stranded bool
	// Lost is a node that runs, fresh, while the others list a member of its name: it has lost its disk.
	Lost bool
	// Version is zero where the node does not answer.
	Version     capability.Version
	ClusterName string
	// Others are the other members.
	Others []string
	// Down says why the node does not run, where it does not.
	Down string
}

// resolveMembership finds out from the views of several nodes whether one of them is a member; known is false where they do not
// say enough.
//
// The other members decide. The node's own word counts in three cases: where it knows to be alone, for then it has left,
// or lost its disk, and the others have yet to learn it; where it runs and contradicts them otherwise, which is an error;
// and where nobody else answers.
func resolveMembership(node string, status Status) (seen MemberState, known bool, err error) {
	own, witnesses := splitViews(node, status.Views)
	with, err := agreement(node, witnesses)
	if err != nil {
		return MemberState{}, false, err
	}
	if own != nil && len(own.Members) == 1 && len(witnesses) > 0 {
		lost := own.AppRunning && len(with) > 0
		return MemberState{Stranded: isStranded(own, witnesses), Lost: lost}, true, nil
	}
	if own != nil && own.AppRunning {
		for _, witness := range witnesses {
			departed := len(witness.Others()) == 0 && len(with) > 0
			if witness.AppRunning && !departed && witness.HasMember(node) != own.HasMember(witness.Node) {
				return MemberState{}, false, &DisagreementError{Views: []View{*own, witness}}
			}
		}
	}
	if len(witnesses) == 0 {
		if own == nil || len(own.Others()) == 0 {
			return MemberState{}, false, nil
		}
		with = []View{*own}
	}
	if len(with) == 0 {
		return MemberState{Stranded: isStranded(own, witnesses)}, true, nil
	}
	return memberState(node, own, with, status.Unreachable[node]), true, nil
}

// isStranded reports whether a node that is no member stays stopped unless somebody goes on with it. One that is starting comes up
// without help, and one that takes itself for a member of another cluster is none of our business: it has moved there.
func isStranded(own *View, witnesses []View) bool {
	if own == nil || own.AppRunning || own.Settling {
		return false
	}
	others := own.Others()
	return len(others) == 0 || slices.ContainsFunc(witnesses, func(witness View) bool {
		return slices.Contains(others, witness.Node) || slices.ContainsFunc(witness.Members, func(member string) bool {
			return slices.Contains(others, member)
		})
	})
}

// splitViews separates the node's own view from those of its witnesses: the others who know any members. Those on which
// RabbitMQ is stopped speak from memory, and count only where nobody else does.
func splitViews(node string, views []View) (own *View, witnesses []View) {
	var dormant []View
	for _, view := range views {
		switch {
		case view.Node == node:
			own = &view
		case view.AppRunning:
			witnesses = append(witnesses, view)
		case len(view.Members) > 0:
			dormant = append(dormant, view)
		}
	}
	if len(witnesses) == 0 {
		return own, dormant
	}
	return own, witnesses
}

// agreement returns the witnesses to whom the node is a member. Two that disagree about it are an error, unless they are
// of clusters that have nothing to do with each other: a witness may itself have left, and is then alone.
func agreement(node string, witnesses []View) (with []View, err error) {
	for _, one := range witnesses {
		if !one.HasMember(node) {
			continue
		}
		with = append(with, one)
		for _, other := range witnesses {
			if !other.HasMember(node) && other.HasMember(one.Node) {
				return nil, &DisagreementError{Views: []View{one, other}}
			}
		}
	}
	return with, nil
}

// MemberState is what the node says of itself. It holds for one that has just joined.
func (v View) MemberState() MemberState { return memberState(v.Node, &v, []View{v}, nil) }

// memberState puts together what the nodes say of a member.
func memberState(node string, own *View, with []View, unreachable error) MemberState {
	seen := MemberState{Member: true, ClusterName: with[0].ClusterName}
	seen.Others = slices.DeleteFunc(slices.Clone(with[0].Members), func(member string) bool { return member == node })
	for _, view := range with {
		seen.Running = seen.Running || view.HasRunning(node)
		seen.RAM = seen.RAM || slices.Contains(view.RAM, node)
	}
	switch {
	case own != nil:
		seen.Running, seen.Version = own.AppRunning, own.Version
		if !own.AppRunning {
			seen.Down = "Its Erlang machine answers, but RabbitMQ on it is stopped. Start it: rabbitmqctl start_app."
		}
	case !seen.Running && unreachable != nil:
		seen.Down = fmt.Sprintf("The other members do not see it running, and it does not answer: %v.", unreachable)
	case !seen.Running:
		seen.Down = "The other members do not see it running."
	}
	return seen
}
