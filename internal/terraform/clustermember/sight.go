package clustermember

import (
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// sight is what the nodes of a cluster say about one of them.
type sight struct {
	member, running, ram bool
	// stranded is a node that is no member any more and on which RabbitMQ is stopped: half of a leave that was interrupted.
	stranded bool
	// lost is a node that runs, fresh, while the others list a member of its name: it has lost its disk.
	lost        bool
	version     capability.Version
	clusterName string
	// others are the other members.
	others []string
	// down says why the node does not run, where it does not.
	down string
}

// judge decides from the views of several nodes whether one of them is a member, and how it is; known is false where
// nobody has said enough.
//
// The other members decide. The node's own word counts in three cases: where it knows to be alone, for then it has left,
// or lost its disk, and the others have yet to learn it; where it runs and contradicts them otherwise, which is an error;
// and where nobody else answers.
func judge(node string, status membership.Status) (seen sight, known bool, err error) {
	own, witnesses := apart(node, status.Views)
	with, err := agreement(node, witnesses)
	if err != nil {
		return sight{}, false, err
	}
	if own != nil && len(own.Members) == 1 && len(witnesses) > 0 {
		lost := own.AppRunning && len(with) > 0
		return sight{stranded: isStranded(own, witnesses), lost: lost}, true, nil
	}
	if own != nil && own.AppRunning {
		for _, witness := range witnesses {
			departed := len(witness.Others()) == 0 && len(with) > 0
			if witness.AppRunning && !departed && witness.HasMember(node) != own.HasMember(witness.Node) {
				return sight{}, false, &membership.DisagreementError{Views: []membership.View{*own, witness}}
			}
		}
	}
	if len(witnesses) == 0 {
		if own == nil || len(own.Others()) == 0 {
			return sight{}, false, nil
		}
		with = []membership.View{*own}
	}
	if len(with) == 0 {
		return sight{stranded: isStranded(own, witnesses)}, true, nil
	}
	return describe(node, own, with, status.Unreachable[node]), true, nil
}

// isStranded reports whether a node that is no member stays stopped unless somebody goes on with it. One that is starting comes up
// without help, and one that takes itself for a member of another cluster is none of our business: it has moved there.
func isStranded(own *membership.View, witnesses []membership.View) bool {
	if own == nil || own.AppRunning || own.Settling {
		return false
	}
	others := own.Others()
	return len(others) == 0 || slices.ContainsFunc(witnesses, func(witness membership.View) bool {
		return slices.Contains(others, witness.Node) || slices.ContainsFunc(witness.Members, func(member string) bool {
			return slices.Contains(others, member)
		})
	})
}

// apart separates the node's own view from those of its witnesses: the others who know any members. Those on which
// RabbitMQ is stopped speak from memory, and count only where nobody else does.
func apart(node string, views []membership.View) (own *membership.View, witnesses []membership.View) {
	var dormant []membership.View
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
func agreement(node string, witnesses []membership.View) (with []membership.View, err error) {
	for _, one := range witnesses {
		if !one.HasMember(node) {
			continue
		}
		with = append(with, one)
		for _, other := range witnesses {
			if !other.HasMember(node) && other.HasMember(one.Node) {
				return nil, &membership.DisagreementError{Views: []membership.View{one, other}}
			}
		}
	}
	return with, nil
}

// describe puts together what is said of a member.
func describe(node string, own *membership.View, with []membership.View, unreachable error) sight {
	seen := sight{member: true, clusterName: with[0].ClusterName}
	seen.others = slices.DeleteFunc(slices.Clone(with[0].Members), func(member string) bool { return member == node })
	for _, view := range with {
		seen.running = seen.running || view.HasRunning(node)
		seen.ram = seen.ram || slices.Contains(view.RAM, node)
	}
	switch {
	case own != nil:
		seen.running, seen.version = own.AppRunning, own.Version
		if !own.AppRunning {
			seen.down = "Its Erlang machine answers, but RabbitMQ on it is stopped. Start it: rabbitmqctl start_app."
		}
	case !seen.running && unreachable != nil:
		seen.down = fmt.Sprintf("The other members do not see it running, and it does not answer: %v.", unreachable)
	case !seen.running:
		seen.down = "The other members do not see it running."
	}
	return seen
}
