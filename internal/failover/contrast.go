package failover

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// silence is how long nothing may arrive before what is missing counts as lost where something is to be lost.
const silence = 5 * time.Second

// Contrast is what became of messages under the same faults with and without what keeps them.
type Contrast struct {
	// Replicated queues and confirms, Unconfirmed messages to a replicated queue, and the queue that is Alone on one node. Of
	// the latter what is not to be had while its node is gone counts as lost.
	Replicated, Unconfirmed, Alone Result
}

// Contrast lets nodes hang and kills them: the one through which messages are published without confirms, and the one that
// has the only copy of a queue.
func (s *Environment) Contrast(ctx context.Context) (out Contrast, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	consumed, stored := s.Traffic(Replicated), s.Traffic(Stored)
	alone, unconfirmed := s.Traffic(Alone), s.Traffic(Unconfirmed)
	stored.Stored, alone.Stored, unconfirmed.Unconfirmed = true, true, true
	if err := begin(ctx, consumed, stored, alone, unconfirmed); err != nil {
		return out, err
	}
	through, err := s.PublishedThrough(ctx, unconfirmed)
	if err != nil {
		return out, err
	}
	only, err := s.NodeOf(ctx, Alone)
	if err != nil {
		return out, err
	}
	for _, node := range slices.Compact([]int{through, only}) {
		// What is written to a node that hangs is in buffers, and goes with them. The publishers that are connected to another
		// node notice nothing but a queue that does not confirm.
		waiting, messages := consumed, 1
		if node == through {
			waiting, messages = unconfirmed, flowBefore
		}
		if err := s.crash(ctx, node, waiting, messages, consumed); err != nil {
			return out, err
		}
		if node == through {
			if err := unconfirmed.AwaitFlow(ctx, flowBefore, waitLimit); err != nil {
				return out, err
			}
			if out.Unconfirmed, err = s.Account(ctx, unconfirmed, silence); err != nil {
				return out, err
			}
		}
		if node == only {
			// Its queue cannot be searched: the node that has it is gone.
			out.Alone = alone.Stop(silence)
		}
		if err := s.Lab.Restart(ctx, node); err != nil {
			return out, err
		}
		if err := s.AwaitHealthy(ctx, node); err != nil {
			return out, err
		}
	}
	if err := consumed.AwaitFlow(ctx, flowBefore, waitLimit); err != nil {
		return out, err
	}
	out.Replicated, err = s.accountBoth(ctx, consumed, stored)
	return out, err
}

// crash kills a node that has hung while messages were written, and waits until others flow again.
func (s *Environment) crash(ctx context.Context, node int, waiting *Traffic, messages int, flowing *Traffic) error {
	if err := s.Lab.Pause(ctx, node); err != nil {
		return err
	}
	if err := waiting.AwaitSent(ctx, messages, waitLimit); err != nil {
		return err
	}
	if err := s.Lab.Kill(ctx, node); err != nil {
		return err
	}
	return flowing.AwaitFlow(ctx, flowDuring, waitLimit)
}

// Err is nil where nothing was lost that should be safe, and something of all else: a suite that cannot fail shows nothing.
func (c Contrast) Err() error {
	if lost := c.Replicated.Lost(); lost > 0 {
		return fmt.Errorf("%d confirmed messages of replicated queues were lost: %s", lost, c.Replicated)
	}
	if c.Unconfirmed.Lost() == 0 {
		return fmt.Errorf("no message was lost that was published without confirms, so that this could not fail: %s", c.Unconfirmed)
	}
	if c.Alone.Lost() == 0 {
		return fmt.Errorf("no message was lost of the queue on one node, so that this could not fail: %s", c.Alone)
	}
	return nil
}
