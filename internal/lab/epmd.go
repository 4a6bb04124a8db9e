package lab

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// startEpmd gives the lab an epmd of its own: what a node starts for itself would outlive the lab, and one
// that is shared with other labs could not be ended with any of them.
func (k *keeper) startEpmd(ctx context.Context) (err error) {
	if !k.lab.Network {
		port := strconv.Itoa(k.lab.Nodes[0].EpmdPort)
		k.epmd, err = k.runEpmd(ctx, k.thread, port, "127.0.0.1:"+port, "ERL_EPMD_ADDRESS=127.0.0.1")
		return err
	}
	port := strconv.Itoa(defaultEpmdPort)
	for _, b := range k.brokers {
		b.epmd, err = k.runEpmd(ctx, b.thread, port, clientAddress(b.Number)+":"+port)
		if err != nil {
			return err
		}
	}
	return nil
}

func (k *keeper) runEpmd(ctx context.Context, t *thread, port, address string, env ...string) (*process, error) {
	var said lockedBuffer
	cmd := exec.Command(filepath.Join(k.lab.Release.ErlangBin, "epmd"), "-port", port)
	cmd.Dir, cmd.Env = k.lab.Dir, append(env, "PATH="+systemPath)
	cmd.Stdout, cmd.Stderr = &said, &said
	p, err := t.start("epmd", cmd)
	if err != nil {
		return nil, err
	}
	k.started(p)
	ctx, cancel := whileRunning(ctx, p)
	defer cancel()
	if err := poll(ctx, 10*time.Millisecond, func() error { return dialOnce(ctx, address) }); err != nil {
		return p, fmt.Errorf("start epmd on port %s: %w: %w %s", port, context.Cause(ctx), err, said.String())
	}
	return p, nil
}
