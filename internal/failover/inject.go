package failover

import (
	"context"
	"fmt"
)

// How many messages have to get through before a fault, during it and after it.
const (
	flowBefore = 200
	flowDuring = 500
)

// Inject lets a fault happen under load and mends it. Of the messages of the one queue each is consumed at once; those of
// the other stay in the queue until the cluster is healthy again.
//
// A fault that is not rolling strikes the node that leads the queue which is consumed: the worst one to lose.
func (s *Environment) Inject(ctx context.Context, fault Fault) (Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	consumed, stored := s.Traffic(Replicated), s.Traffic(Stored)
	stored.Stored = true
	if err := begin(ctx, consumed, stored); err != nil {
		return Result{}, err
	}
	victims, err := s.victims(ctx, fault)
	for _, node := range victims {
		if err = s.strikeNode(ctx, fault, node, consumed); err != nil {
			break
		}
	}
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", fault.Title, err)
	}
	return s.accountBoth(ctx, consumed, stored)
}

// begin starts traffic and waits until it flows.
func begin(ctx context.Context, all ...*Traffic) error {
	for _, traffic := range all {
		traffic.Start(ctx)
	}
	for _, traffic := range all {
		if err := traffic.AwaitFlow(ctx, flowBefore, waitLimit); err != nil {
			return err
		}
	}
	return nil
}

func (s *Environment) victims(ctx context.Context, fault Fault) ([]int, error) {
	if !fault.Rolling {
		leader, err := s.NodeOf(ctx, Replicated)
		return []int{leader}, err
	}
	all := make([]int, len(s.Lab.Nodes))
	for node := range all {
		all[node] = node
	}
	return all, nil
}

func (s *Environment) strikeNode(ctx context.Context, fault Fault, node int, traffic *Traffic) error {
	name := s.Lab.Nodes[node].Name
	if err := fault.strike(ctx, s, node); err != nil {
		return fmt.Errorf("strike %s: %w", name, err)
	}
	if err := traffic.AwaitFlow(ctx, flowDuring, waitLimit); err != nil {
		return fmt.Errorf("while %s is gone: %w", name, err)
	}
	if err := fault.mend(ctx, s, node); err != nil {
		return fmt.Errorf("mend %s: %w", name, err)
	}
	if err := s.AwaitHealthy(ctx, node); err != nil {
		return fmt.Errorf("after %s: %w", name, err)
	}
	return traffic.AwaitFlow(ctx, flowBefore, waitLimit)
}
