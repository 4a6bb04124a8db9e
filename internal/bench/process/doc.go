// Package process runs a command and tells what it cost, and reads what other processes have cost so far, from /proc.
//
// It knows Linux and Terraform's habit to start every provider as a child and to wait for its end. It needs no help of
// the processes that it measures, and adds nothing to what they do.
package process

import "time"

// Usage is what a command cost.
type Usage struct {
	Wall time.Duration
	// Own is the CPU time of the process itself, Children that of all processes it started and waited for.
	Own, Children time.Duration
	// PeakChild is the most memory, in bytes, that one child held at once: resident, by the kernel's own high-water mark.
	// The mark is looked at every 20 ms, so that growth in a child's very last moments is missed.
	PeakChild int64
}
