package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Up brings a lab up. It lives until [Lab.Down] or until its time to live is over; it outlives this process.
func Up(ctx context.Context, o Options) (*Lab, error) { return up(ctx, o, nil) }

func up(ctx context.Context, o Options, owner *os.File) (*Lab, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	release, err := Fetch(ctx, o.RabbitMQ)
	if err != nil {
		return nil, err
	}
	if o.Network {
		if err := NetworkUnavailable(); err != nil {
			return nil, &ErrUnavailable{Series: o.RabbitMQ, Reason: err.Error()}
		}
	}
	l, err := reserve(ctx, o, release, owner != nil)
	if err != nil {
		return nil, err
	}
	if err := l.startKeeper(ctx, owner); err != nil {
		return nil, errors.Join(err, os.RemoveAll(l.Dir))
	}
	if _, err := l.ask(ctx, request{Do: doBoot}); err != nil {
		limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		return nil, errors.Join(err, l.Down(limit))
	}
	return l, nil
}

// reserve makes the lab's folder and state file under a lock, so that two labs that start at the same time
// get different ports.
func reserve(ctx context.Context, o Options, release Release, owned bool) (*Lab, error) {
	dir, err := labDir(o.Name)
	if err != nil {
		return nil, err
	}
	unlock, err := lockFile(ctx, filepath.Join(filepath.Dir(dir), ".lock"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	if old, err := load(dir); err == nil {
		return nil, fmt.Errorf("lab %s exists in %s (keeper alive: %t): take it down first (lab down --name %s)",
			o.Name, dir, old.Keeper.alive(), o.Name)
	}
	ports, err := FreePorts(portsNeeded(o))
	if err != nil {
		return nil, err
	}
	// A folder without a state is what an interrupted start left.
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o700)); err != nil {
		return nil, fmt.Errorf("make the folder of lab %s: %w", o.Name, err)
	}
	l := newLab(o, release, dir, ports)
	l.Owned = owned
	return l, l.save()
}
