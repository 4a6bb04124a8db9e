package erlang

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ConnectError says which node could not be reached, and at which step. Err is one of the types of this file where the
// cause is known, and says then what to do.
type ConnectError struct {
	Node string
	Step Step
	// Address is the host and port of the step; empty before there is one.
	Address string
	Err     error
}

// Step names a step on the way to a connection.
type Step string

// The steps, in their order. The last four are those of the handshake.
const (
	StepName      Step = "read the node's name"
	StepEpmd      Step = "ask epmd for the node's port"
	StepDial      Step = "reach the node"
	StepTLS       Step = "secure the connection"
	StepStatus    Step = "be let in"
	StepChallenge Step = "receive the node's challenge"
	StepReply     Step = "answer the node's challenge"
	StepAck       Step = "prove the cookie to the node"
)

// Error implements error.
func (e *ConnectError) Error() string {
	if bad := new(NodeNameError); errors.As(e.Err, &bad) {
		return fmt.Sprintf("connect to an Erlang node: %v", bad)
	}
	at := ""
	if e.Address != "" {
		at = " at " + e.Address
	}
	return fmt.Sprintf("connect to Erlang node %s%s: could not %s: %v", e.Node, at, e.Step, e.Err)
}

// Unwrap returns the cause.
func (e *ConnectError) Unwrap() error { return e.Err }

// UnreachableError says that nobody answers at an address: of epmd, or of the node.
type UnreachableError struct {
	Epmd bool
	Err  error
}

// Error implements error.
func (e *UnreachableError) Error() string {
	if e.Epmd {
		return fmt.Sprintf("%v (epmd runs on every host that runs a node: check the host's name and that its port is open "+
			"from here, or give the node's own host and port, which needs no epmd)", e.Err)
	}
	return fmt.Sprintf("%v (check that the node's distribution port is open from here, or reach it through a jump host)", e.Err)
}

// Unwrap returns the cause.
func (e *UnreachableError) Unwrap() error { return e.Err }

// NotRegisteredError says that epmd answers but does not know the node: it does not run, or has another name.
type NotRegisteredError struct {
	Name string
	// Registered are the nodes that epmd knows instead.
	Registered []string
}

// Error implements error.
func (e *NotRegisteredError) Error() string {
	if len(e.Registered) == 0 {
		return fmt.Sprintf("epmd knows no node %q, nor any other: the node does not run", e.Name)
	}
	return fmt.Sprintf("epmd knows no node %q, only %s: the node does not run, or has another name", e.Name, strings.Join(e.Registered, ", "))
}

// NameMismatchError says that another node answers at the address. Names must be equal to the letter: a node that is
// rabbit@host is not also rabbit@host.example.
type NameMismatchError struct {
	Want, Actual string
}

// Error implements error.
func (e *NameMismatchError) Error() string {
	return fmt.Sprintf("the peer calls itself %q, not %q: use the name that it has, or correct its address", e.Actual, e.Want)
}

// CookieError says that the two sides do not hold the same cookie.
type CookieError struct {
	// Hash is that of our cookie; empty where the cookie is known to another program alone.
	Hash string
	// Closed reports whether the peer hung up on us, as it does without a word when our cookie is wrong; otherwise it
	// accepted ours and failed to prove its own.
	Closed bool
}

// Error implements error.
func (e *CookieError) Error() string {
	how := "the peer does not prove that it knows our cookie"
	if e.Closed {
		how = "the node rejected the cookie"
	}
	if e.Hash == "" {
		return how + ": see that the command runs as a user whose .erlang.cookie is that of the nodes"
	}
	return fmt.Sprintf("%s: compare the hash of the cookie used here, %s, with the one that the node logged at its start, or with what "+
		"`tr -d '\\n' < .erlang.cookie | openssl md5 -binary | base64` says on its host", how, e.Hash)
}

// RefusedError says that the peer does not want us, in the protocol's own word.
type RefusedError struct {
	// Status is "not_allowed", "nok", "alive", or what else the peer says.
	Status string
}

// Error implements error.
func (e *RefusedError) Error() string {
	advice := "the node's log says why"
	switch e.Status {
	case "not_allowed":
		advice = "the node allows only certain others (net_kernel:allow/1), or wants an ability that this client lacks; its log says which"
	case "nok", "alive":
		advice = "the node has a connection from us already; try again"
	}
	return fmt.Sprintf("the node answers %q: %s", e.Status, advice)
}

// TLSError says that the connection could not be secured, or that one side wants TLS and the other does not.
type TLSError struct {
	Err error
	// Plain reports whether we spoke without TLS to a node that wants it.
	Plain bool
}

// Error implements error.
func (e *TLSError) Error() string {
	if e.Plain {
		return "the node answers in TLS: switch on TLS for the distribution"
	}
	return fmt.Sprintf("%v (check that the node's distribution speaks TLS, that each side trusts the authority of the other's "+
		"certificate, and that the node's certificate names the host in its node name)", e.Err)
}

// Unwrap returns the cause.
func (e *TLSError) Unwrap() error { return e.Err }

// errSetup is the cause when a peer accepted the connection and then kept silent.
var errSetup = fmt.Errorf("no answer within %s: the host is slow or overloaded, the node hangs, or it expects TLS where we speak "+
	"none (or the other way round)", setupTimeout)

// errHungUp is a connection that ends in the handshake, at a step where that is no sign of a wrong cookie.
var errHungUp = errors.New("the peer closed the connection: it is no Erlang node of OTP 23 or newer, it expects TLS, or it is stopping")

// setupTimeout bounds the way to a connection. Nodes themselves give up after 7 seconds of a handshake (the kernel's
// net_setuptime); the rest is for names, epmd, TLS and jump hosts.
const setupTimeout = 20 * time.Second
