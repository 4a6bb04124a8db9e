package membership

import (
	"errors"
	"fmt"
	"strings"
)

// Why a procedure refuses, for errors.Is. Nothing has been changed then, but for what RefusedError.Changed says.
var (
	// ErrNotEmpty: the node holds more than a fresh one does, and a join would wipe it.
	ErrNotEmpty = errors.New("the node is not empty")
	// ErrVersionMismatch: the node's series or feature flags do not fit the cluster's.
	ErrVersionMismatch = errors.New("the versions do not fit")
	// ErrAlreadyElsewhere: the node is a member of another cluster.
	ErrAlreadyElsewhere = errors.New("the node is a member of another cluster")
	// ErrLastNode: nobody would be left.
	ErrLastNode = errors.New("the node is the last of its cluster")
	// ErrNoMajority: too few members run, now or afterwards.
	ErrNoMajority = errors.New("no majority of the members would run")
	// ErrOnlyCopy: queues of any type have their only copy, their last up-to-date one or their majority on the node, or nobody
	// can say that they have not.
	ErrOnlyCopy = errors.New("queues would be lost, or stop, without the node")
	// ErrViewsDisagree: members see the cluster differently.
	ErrViewsDisagree = errors.New("the nodes disagree about the members")
	// ErrNotSupported: this release cannot do what was asked.
	ErrNotSupported = errors.New("not supported by this release")
)

// RefusedError says that a procedure was not begun, or was turned back before its first step that cannot be undone, because it
// would have done harm.
type RefusedError struct {
	Node string
	// Reason is one of the errors above.
	Reason error
	// Detail says what was found; WhatToDo what the reader can do about it.
	Detail, WhatToDo string
	// Changed says what had been done by then and could not be undone; empty where nothing was.
	Changed string

	// lost are the queues that it names.
	lost []loss
}

// Error implements error.
func (e *RefusedError) Error() string {
	text := fmt.Sprintf("%s: refused, because %s", e.Node, e.Reason)
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	if e.WhatToDo != "" {
		text += ". " + e.WhatToDo
	}
	if e.Changed != "" {
		text += ". " + e.Changed
	}
	return text
}

// Unwrap gives the reason to errors.Is.
func (e *RefusedError) Unwrap() error { return e.Reason }

// StepError says at which step, on which node, a procedure ended.
type StepError struct {
	Step, Node string
	Err        error
}

// Error implements error.
func (e *StepError) Error() string { return fmt.Sprintf("%s (%s): %v", e.Step, e.Node, e.Err) }

// Unwrap returns the cause.
func (e *StepError) Unwrap() error { return e.Err }

// DisagreementError shows the members as each node sees them.
type DisagreementError struct {
	Views []View
}

// Error implements error.
func (e *DisagreementError) Error() string {
	said := make([]string, len(e.Views))
	for i, view := range e.Views {
		said[i] = fmt.Sprintf("%s has the members %s", view.Node, strings.Join(view.Members, ", "))
	}
	return ErrViewsDisagree.Error() + ": " + strings.Join(said, "; ")
}

// Unwrap gives ErrViewsDisagree to errors.Is.
func (e *DisagreementError) Unwrap() error { return ErrViewsDisagree }
