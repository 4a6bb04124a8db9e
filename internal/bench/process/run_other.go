//go:build !linux

package process

import (
	"errors"
	"os/exec"
)

// Run needs Linux. Elsewhere the package compiles, and says so.
func Run(*exec.Cmd) (Usage, error) {
	return Usage{}, errors.New("what a command costs can be measured on Linux only")
}
