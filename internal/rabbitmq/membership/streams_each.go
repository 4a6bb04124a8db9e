package membership

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// eachStream asks for a change of each stream that is chosen, and waits until none is left to choose. It asks once: each
// request makes the coordinator stop the replicas of the stream and elect a writer, and a stream that is asked again
// before it is through never comes to rest. What was refused is asked for again, for a while.
func (c *Cluster) eachStream(ctx context.Context, through string, chosen func(stream) bool, change func(stream) error) error {
	asking := streamChanges{change: change, agreed: map[[2]string]bool{}}
	return c.await(ctx, func(ctx context.Context) error {
		streams, err := c.streams(ctx, through)
		if err != nil {
			return &finalError{err}
		}
		return asking.look(slices.DeleteFunc(streams, func(s stream) bool { return !chosen(s) }))
	})
}

// streamChanges is what was asked of the coordinator, and what came of it.
type streamChanges struct {
	change func(stream) error
	agreed map[[2]string]bool
	// barren counts the looks in a row at which all that was asked for was refused.
	barren int
	// left is the number of streams at the last look, and changed when something went on.
	left    int
	changed time.Time
}

// look asks for what was not agreed to yet. It returns nil when no stream is left.
func (a *streamChanges) look(streams []stream) error {
	const maxBarren = 100
	if len(streams) == 0 {
		return nil
	}
	if len(streams) != a.left {
		a.left, a.changed = len(streams), time.Now()
	}
	waiting, refused := &ReplicaError{}, &ReplicaError{}
	for _, s := range streams {
		key := [2]string{s.vhost, s.name}
		if a.agreed[key] {
			waiting.Failed = append(waiting.Failed, s.String()+" (agreed to, and not done yet)")
			continue
		}
		if err := a.change(s); err != nil {
			refused.Failed = append(refused.Failed, fmt.Sprintf("%s (%v)", s, err))
			continue
		}
		waiting.Failed = append(waiting.Failed, s.String()+" (just agreed to)")
		a.agreed[key], a.changed, a.barren = true, time.Now(), 0
	}
	if len(refused.Failed) == 0 {
		return finalIf(time.Since(a.changed) > limitStreams, waiting)
	}
	a.barren++
	return finalIf(a.barren == maxBarren, refused)
}

// finalIf makes an error the last one, where that is so.
func finalIf(end bool, err error) error {
	if end {
		return &finalError{err}
	}
	return err
}
