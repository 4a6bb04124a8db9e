package membership

import (
	"context"
	"fmt"
)

// finish makes of the node, which is no member any more, what was asked for. A node that runs alone is left as it is: it may
// have a new life already. One that is another cluster's is never touched.
func (l *leaving) finish(ctx context.Context) error {
	switch {
	case l.request.Afterwards != Reset:
		return nil
	case l.dead:
		l.note("%s does not answer and was not reset: remove its data folder before it is started again", l.request.Node)
		return nil
	}
	if !l.view.AppRunning && len(l.view.Members) == 0 && !l.gate.ours {
		// With Khepri only a node that runs says whose it is. One that was forgotten while it could be reached has been reset by that.
		var err error
		if l.view, err = l.startedView(ctx, l.view); err != nil {
			return err
		}
	}
	others := l.view.Others()
	switch {
	case l.view.AppRunning && len(others) == 0:
		return nil
	case len(others) > 0 && !l.view.HasMember(l.seed.Node):
		l.note("%s was left as it is: it is a member together with %s, which are not of this cluster", l.request.Node, few(others))
		return nil
	case l.view.AppRunning:
		// It was forgotten while it was cut off, and takes itself for a member.
		if err := l.gate.stop(ctx, l.gate.mayStopStranger); err != nil {
			return err
		}
	}
	if err := l.gate.reset(ctx); err != nil {
		return err
	}
	return l.start(ctx, l.request.Node)
}

func (l *leaving) note(format string, args ...any) {
	l.notes = append(l.notes, fmt.Sprintf(format, args...))
}
