package conformance_test

import (
	"fmt"
	"strings"
	"testing"
)

// life is one object from its creation to its end, with one fault on the way.
type life struct {
	t       *testing.T
	b       *broker
	front   *front
	entry   entry
	vhost   string
	name    string
	fault   fault
	tf      *terraform
	object  *object
	verdict []string
}

// blame writes down what breaks the contract.
func (l *life) blame(format string, args ...any) {
	l.verdict = append(l.verdict, fmt.Sprintf(format, args...))
}

// live creates, reads, changes, reads, destroys. It returns how many requests that took and what broke the contract:
//
//   - no creation returns a state together with an error
//   - nothing fails that no fault has met
//   - no later plan destroys, replaces, or makes again what is there
//   - one more apply, in a new command of Terraform, makes the plan empty
//   - then the broker has what the configuration says, as each node shows over plain HTTP
func (l *life) live(typeName string, at int) (requests int) {
	if l.entry.prepare != nil {
		l.entry.prepare(l.b, l.name)
	}
	l.front.begin(at, l.fault)
	l.tf = start(l.t, l.front)
	l.object = l.tf.none(typeName)
	l.step("creation", l.entry.create(l.vhost, l.name), false)
	if l.entry.change != nil && len(l.verdict) == 0 {
		l.step("change", l.entry.change(l.vhost, l.name), true)
	}
	if len(l.verdict) == 0 {
		l.end()
	}
	return l.front.count()
}

// step applies a configuration, whatever happens on the way, and sees that it comes true.
func (l *life) step(what string, wanted map[string]any, changed bool) {
	l.try(what, wanted)
	const attempts = 3
	for range attempts {
		if len(l.verdict) > 0 || l.settled(what, wanted) {
			break
		}
	}
	if len(l.verdict) > 0 {
		return
	}
	if l.object.state.IsNull() {
		l.blame("%s: nothing is in the state", what)
	}
	has := map[string]any{}
	if l.entry.has != nil {
		has = l.entry.has(changed)
	}
	if !l.b.shows(has, l.entry.at(l.vhost, l.name)) {
		l.blame("%s: the broker does not show %v", what, has)
	}
}

// try plans and applies once.
func (l *life) try(what string, wanted map[string]any) {
	existed := !l.object.state.IsNull()
	p, err := l.tf.plan(l.object, wanted)
	if err == nil {
		if existed && wanted != nil && (p.action == "replace" || p.action == "delete") {
			l.blame("%s: Terraform plans to %s it", what, p.action)
			return
		}
		if p.action != "none" {
			err = l.tf.apply(l.object, p)
		}
	}
	if err == nil {
		return
	}
	if l.front.met() == "" {
		l.blame("%s: it fails although nothing has happened: %v", what, err)
	}
	if !existed && !l.object.state.IsNull() {
		l.blame("%s: there is a state together with an error: %v", what, err)
	}
	l.tf = start(l.t, l.front)
}

// settled refreshes and plans as the next command does, and applies where something is left to do.
func (l *life) settled(what string, wanted map[string]any) bool {
	// An interruption ends the command, also one that succeeds.
	if l.fault == interrupted && l.front.met() != "" {
		l.tf = start(l.t, l.front)
	}
	existed := !l.object.state.IsNull()
	if err := l.tf.refresh(l.object); err != nil {
		if l.front.met() == "" {
			l.blame("%s: reading fails although nothing has happened: %v", what, err)
		}
		l.tf = start(l.t, l.front)
		return false
	}
	if existed && l.object.state.IsNull() && wanted != nil {
		l.blame("%s: what was made is taken for gone", what)
		return false
	}
	p, err := l.tf.plan(l.object, wanted)
	if err == nil && p.action == "none" {
		return true
	}
	l.try("next apply after "+what, wanted)
	return false
}

// end destroys.
func (l *life) end() {
	const attempts = 3
	for range attempts {
		l.try("destruction", nil)
		if len(l.verdict) > 0 || l.object.state.IsNull() {
			break
		}
	}
	switch {
	case len(l.verdict) > 0:
	case !l.object.state.IsNull():
		l.blame("destruction: it is still in the state")
	case l.entry.stays == "" && !l.b.shows(nil, l.entry.at(l.vhost, l.name)):
		l.blame("destruction: the broker still has it")
	}
}

func (l *life) String() string {
	met := l.front.met()
	if met == "" {
		met = "no request"
	}
	return fmt.Sprintf("%s, %s:\n  %s", l.fault, met, strings.Join(l.verdict, "\n  "))
}
