package httpapi

import (
	"context"
	"errors"
	"sync"
	"time"
)

// interruptGrace is how long a write that is under way may go on when its caller is interrupted. A broker that is well
// answers within milliseconds, and what it did is then known; who interrupts a second time does not wait.
const interruptGrace = 10 * time.Second

// errInterrupted is why a write was given up at last.
var errInterrupted = errors.New("interrupted, and no answer within " + interruptGrace.String() + " of that")

// write is one request that changes something, as its context. Interrupting the caller ends it only before it has been sent,
// or after interruptGrace: who cuts off a change does not learn what became of it, and leaves an object that is in no state.
// A deadline of the caller ends it at once: that is what the caller has chosen to wait.
type write struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	stop   func() bool

	mu     sync.Mutex
	onWire bool
	timer  *time.Timer
}

func newWrite(caller context.Context) *write {
	w := &write{}
	w.ctx, w.cancel = context.WithCancelCause(context.WithoutCancel(caller))
	w.stop = context.AfterFunc(caller, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.onWire && errors.Is(caller.Err(), context.Canceled) {
			w.timer = time.AfterFunc(interruptGrace, func() { w.cancel(errInterrupted) })
			return
		}
		w.cancel(context.Cause(caller))
	})
	return w
}

// sent says that the request goes out.
func (w *write) sent() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.onWire = true
}

// done releases the resources of the write.
func (w *write) done() {
	w.stop()
	w.mu.Lock()
	if w.timer != nil {
		w.timer.Stop()
	}
	w.mu.Unlock()
	w.cancel(nil)
}
