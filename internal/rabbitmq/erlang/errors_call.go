package erlang

import (
	"errors"
	"fmt"
)

// ErrClosed is the cause when our own side closed the connection.
var ErrClosed = errors.New("the connection to the node has been closed here")

// CallError says which call failed on which node. The arguments are left out, since they may hold secrets.
type CallError struct {
	Node             string
	Module, Function string
	Arity            int
	// MayRun reports whether the outcome is unknown: the request may have reached the node, and the call may have been done
	// or go on there. Otherwise it never began, or the node has said how it failed.
	MayRun bool
	// Err is a *BadRPCError, *ServerDownError, *LostError, *DecodeError, *TooLargeError, ErrClosed, or the context's error.
	Err error
}

// Error implements error.
func (e *CallError) Error() string {
	after := ""
	if e.MayRun {
		after = " (the call may go on in the node, or have been done)"
	}
	return fmt.Sprintf("call %s:%s/%d on Erlang node %s: %v%s", e.Module, e.Function, e.Arity, e.Node, e.Err, after)
}

// Unwrap returns the cause.
func (e *CallError) Unwrap() error { return e.Err }

// BadRPCError is {badrpc, Reason}: the node ran the call, and the function failed.
type BadRPCError struct {
	Reason Term
}

// Error implements error. Of {'EXIT', {What, Stack}} it tells only What: stacks are long, and hold arguments.
func (e *BadRPCError) Error() string {
	exit, ok := Tagged(e.Reason, "EXIT")
	if !ok || len(exit) == 0 {
		return fmt.Sprintf("badrpc: %s", e.Reason)
	}
	what := exit[0]
	if crash, ok := what.(Tuple); ok && len(crash) == 2 {
		if _, ok := crash[1].(List); ok {
			what = crash[0]
		}
	}
	if what == Term(Atom("undef")) {
		return "badrpc: undef: the node has no such function, or one that it calls is missing"
	}
	return fmt.Sprintf("badrpc: the function failed with %s", what)
}

// IsUndef reports whether a call failed because the node has no such function, as an older or newer release may not. That
// something further inside is missing does not count: {'EXIT', {undef, [{Module, Function, Arguments, _} | _]}} must
// name the function that was called.
func IsUndef(err error) bool {
	var call *CallError
	var bad *BadRPCError
	if !errors.As(err, &call) || !errors.As(call.Err, &bad) {
		return false
	}
	exit, ok := Tagged(bad.Reason, "EXIT")
	if !ok || len(exit) == 0 {
		return false
	}
	undef, ok := Tagged(exit[0], "undef")
	if !ok || len(undef) == 0 {
		return false
	}
	stack, ok := undef[0].(List)
	if !ok || len(stack) == 0 {
		return false
	}
	top, ok := stack[0].(Tuple)
	const frame = 3
	if !ok || len(top) < frame || top[0] != Term(Atom(call.Module)) || top[1] != Term(Atom(call.Function)) {
		return false
	}
	switch arguments := top[2].(type) {
	case List:
		return len(arguments) == call.Arity
	case Int:
		return int(arguments) == call.Arity
	default:
		return false
	}
}

// ServerDownError says that the process which runs calls, rex, is not there: the node is starting or stopping.
type ServerDownError struct {
	// Reason is noproc if it was not there to begin with, and otherwise why it ended.
	Reason Term
}

// Error implements error.
func (e *ServerDownError) Error() string {
	return fmt.Sprintf("the node's process for remote calls, rex, is down (%s): the node is starting or stopping", e.Reason)
}

// TooLargeError says that a node's answer was longer than Dialer.MaxMessage allows. The call was made; the connection stands.
type TooLargeError struct {
	Bytes int64
	Limit int
}

// Error implements error.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the answer has %d bytes, and %d is the limit", e.Bytes, e.Limit)
}

// errNodeClosed is why most connections are lost.
var errNodeClosed = errors.New("the node closed it: it stopped, heard nothing of us for too long, or was told to disconnect")

// LostError says that a connection which stood has ended.
type LostError struct {
	Node string
	Err  error
}

// Error implements error.
func (e *LostError) Error() string {
	return fmt.Sprintf("the connection to Erlang node %s was lost: %v", e.Node, e.Err)
}

// Unwrap returns the cause.
func (e *LostError) Unwrap() error { return e.Err }
