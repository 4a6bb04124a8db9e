package membership

import (
	"fmt"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// AnswerError says that a node answered a call with something else than success.
type AnswerError struct {
	// Call is module:function/arity.
	Node, Call string
	Answer     erlang.Term
}

// Error implements error: the broker's own words, and what they mean where that is known.
func (e *AnswerError) Error() string {
	text := fmt.Sprintf("%s answered %s with %s", e.Node, e.Call, e.Answer)
	if meaning := e.Meaning(); meaning != "" {
		text += ": " + meaning
	}
	return text
}

// Meaning explains the answer; empty where it is not known.
func (e *AnswerError) Meaning() string {
	for _, m := range meanings {
		if mentions(e.Answer, m.atom) {
			return m.meaning
		}
	}
	return ""
}

// meanings explain what brokers of 3.8 to 4.3 answer. The first that occurs anywhere in the answer counts.
var meanings = []struct {
	atom    erlang.Atom
	meaning string
}{
	{"cannot_cluster_node_with_itself", "a node cannot join itself"},
	{"inconsistent_cluster", "one of the two takes the other for a member, and that one does not; a node that was forgotten " +
		"must be reset before it can start or join again"},
	{"aborted_feature_flags_compat_check", "the two could not compare their feature flags: the other node does not answer, " +
		"or is of another release; nothing was changed"},
	{"incompatible_feature_flags", "the releases or their feature flags do not fit together"},
	{"node_type_unsupported", "Khepri knows no RAM nodes"},
	{"mnesia_unexpectedly_running", "RabbitMQ must be stopped on the node for this"},
	{"rabbitmq_unexpectedly_running", "RabbitMQ must be stopped on the node for this"},
	{"mnesia_not_running", "the other node does not run Mnesia: RabbitMQ is stopped there, or its metadata store is Khepri"},
	{"not_a_cluster_node", "the node is no member"},
	{"rabbit_still_running", "a running node cannot be forgotten; stop it first"},
	{"resetting_only_disc_node", "all other members keep metadata in memory only"},
	{"clustering_only_disc_node", "all other members of its present cluster keep metadata in memory only"},
	{"no_running_cluster_nodes", "no other member runs, and a node can leave only while one does"},
	{"last_node", "the node has the only copy of the queue"},
	{"node_not_running", "RabbitMQ does not run on that node"},
	{"timeout_waiting_for_leader", "the metadata store has no majority"},
	{"cluster_change_not_permitted", "another change of members is under way"},
	{"unsupported", "this release, or one of the members, does not know it"},
	{"timeout", "the broker itself gave up waiting; the change may still be made"},
}

// mentions reports whether the atom occurs in the term.
func mentions(term erlang.Term, atom erlang.Atom) bool {
	var within []erlang.Term
	switch term := term.(type) {
	case erlang.Atom:
		return term == atom
	case erlang.Tuple:
		within = term
	case erlang.List:
		within = term
	}
	for _, inner := range within {
		if mentions(inner, atom) {
			return true
		}
	}
	return false
}

// succeeded reports whether an answer is ok or {ok, ...}.
func succeeded(answer erlang.Term) bool {
	if answer == erlang.Term(erlang.Atom("ok")) {
		return true
	}
	_, ok := erlang.Tagged(answer, "ok")
	return ok
}

// atoms are the names in a list, in its order; what is no atom is left out.
func atoms(term erlang.Term) (names []string) {
	list, _ := term.(erlang.List)
	for _, item := range list {
		if name, ok := item.(erlang.Atom); ok {
			names = append(names, string(name))
		}
	}
	return names
}

// nodeNames are the names of nodes in a list that a node told. One that is no name of a node is an error: what comes from a
// broker goes into commands and addresses.
func nodeNames(node string, term erlang.Term) ([]string, error) {
	names := atoms(term)
	for _, name := range names {
		if _, err := erlang.ParseNodeName(name); err != nil {
			return nil, fmt.Errorf("%s names a member of its cluster, and %w", node, err)
		}
	}
	return names, nil
}

// resourceName reads {resource, VirtualHost, Kind, Name}.
func resourceName(term erlang.Term) (vhost, name string, ok bool) {
	parts, tagged := erlang.Tagged(term, "resource")
	if !tagged || len(parts) != 3 {
		return "", "", false
	}
	vhost, _ = erlang.Text(parts[0])
	name, _ = erlang.Text(parts[2])
	return vhost, name, true
}

// enoughNames is how many names a sentence has room for.
const enoughNames = 5

// few lists at most five names, and says how many more there are.
func few(names []string) string {
	if len(names) <= enoughNames {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:enoughNames], ", "), len(names)-enoughNames)
}
