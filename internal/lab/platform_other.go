//go:build !linux

package lab

import (
	"context"
	"errors"
	"os/exec"
	"syscall"
)

// The lab needs Linux: /proc, the parent-death signal, Debian's packages. Elsewhere the package compiles, so
// that tests which use it skip with this reason.
var errNotLinux = errors.New("the lab runs on Linux only")

func childAttributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

func adoptOrphans() {}

func inOwnNetwork(*exec.Cmd) {}

// NetworkUnavailable says that Options.Network does not work on this system.
func NetworkUnavailable() error { return errNotLinux }

func (k *keeper) buildNetwork() error { return errNotLinux }

func (k *keeper) setLinks(context.Context, *broker, string) error { return errNotLinux }
