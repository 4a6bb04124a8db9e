package lab

import (
	"os"
	"testing"
)

// testedVariable names the series of RabbitMQ on which this run has passed already; .ci/acceptance sets it.
const testedVariable = "RABBITMQHA_TESTED"

// Tested reports on which series of RabbitMQ this run has passed already; "" on the first one, and wherever a single series is
// tested.
func Tested() string { return os.Getenv(testedVariable) }

// SameOnEveryBroker is for tests whose outcome no version of RabbitMQ changes: what is refused while planning, what is rendered,
// what HAProxy does, what is done with an answer whatever it says. A run over several series makes them on the first.
func SameOnEveryBroker(t testing.TB) {
	t.Helper()
	if tested := Tested(); tested != "" {
		t.Skipf("the same on every broker, and passed with RabbitMQ %s in this run", tested)
	}
}

// allVariable is set where everything is to be tested that there is, as by make test-all.
const allVariable = "RABBITMQHA_ALL"

// TakesMinutes is for tests that make test would be too long with.
func TakesMinutes(t testing.TB) {
	t.Helper()
	if os.Getenv(allVariable) == "" {
		t.Skipf("takes minutes: make test-all runs it, and so does %s=1", allVariable)
	}
}

// OnceARun is for tests that take minutes, and that make test makes on the first of its series alone; make test-all makes them on
// each.
func OnceARun(t testing.TB) {
	t.Helper()
	if Tested() != "" {
		TakesMinutes(t)
	}
}
