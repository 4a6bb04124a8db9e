package failover

import (
	"fmt"
	"sync"
	"time"
)

// ledger is what became of each message. Messages are numbered from 0.
type ledger struct {
	mu        sync.Mutex
	published int
	confirmed []bool
	arrivals  []int
	// lastConfirmed and lastArrived are when something last went well; the stalls are the longest times without.
	lastConfirmed, lastArrived   time.Time
	confirmStall, deliveryStall  time.Duration
	confirmedCount, arrivedCount int
}

// next numbers a new message.
func (l *ledger) next() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.published++
	l.confirmed = append(l.confirmed, false)
	l.arrivals = append(l.arrivals, 0)
	return l.published - 1
}

// confirm notes that the broker answers for a message from now on.
func (l *ledger) confirm(number int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	stall(&l.lastConfirmed, &l.confirmStall)
	if !l.confirmed[number] {
		l.confirmed[number] = true
		l.confirmedCount++
	}
}

// arrive notes a delivery. A number that nobody sent is not ours.
func (l *ledger) arrive(number uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if number >= uint64(len(l.arrivals)) {
		return
	}
	stall(&l.lastArrived, &l.deliveryStall)
	if l.arrivals[number]++; l.arrivals[number] == 1 {
		l.arrivedCount++
	}
}

func stall(last *time.Time, longest *time.Duration) {
	now := time.Now()
	if !last.IsZero() {
		*longest = max(*longest, now.Sub(*last))
	}
	*last = now
}

// missing counts confirmed messages that have not arrived.
func (l *ledger) missing() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.countMissing()
}

func (l *ledger) countMissing() (missing int) {
	for number, confirmed := range l.confirmed {
		if confirmed && l.arrivals[number] == 0 {
			missing++
		}
	}
	return missing
}

// silence is how long nothing has arrived.
func (l *ledger) silence() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Since(l.lastArrived)
}

// Result is what became of all messages.
type Result struct {
	// Published counts messages, not attempts; Confirmed those that the broker answered for; Consumed those of the confirmed
	// ones that arrived; Duplicated further deliveries of any.
	Published, Confirmed, Consumed, Duplicated int
	// ConfirmStall and DeliveryStall are the longest times in which nothing was confirmed, and nothing arrived.
	ConfirmStall, DeliveryStall time.Duration
}

// Lost counts confirmed messages that never arrived.
func (r Result) Lost() int { return r.Confirmed - r.Consumed }

// And counts what went to another queue at the same time. The stalls are the longer of the two.
func (r Result) And(other Result) Result {
	return Result{
		Published: r.Published + other.Published, Confirmed: r.Confirmed + other.Confirmed,
		Consumed: r.Consumed + other.Consumed, Duplicated: r.Duplicated + other.Duplicated,
		ConfirmStall: max(r.ConfirmStall, other.ConfirmStall), DeliveryStall: max(r.DeliveryStall, other.DeliveryStall),
	}
}

func (l *ledger) result() Result {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := Result{
		Published: l.published, Confirmed: l.confirmedCount, ConfirmStall: l.confirmStall, DeliveryStall: l.deliveryStall,
	}
	for _, arrivals := range l.arrivals {
		out.Duplicated += max(0, arrivals-1)
	}
	out.Consumed = out.Confirmed - l.countMissing()
	return out
}

// String is the result in a line.
func (r Result) String() string {
	return fmt.Sprintf("%d published, %d confirmed, %d of these consumed, %d lost, %d duplicated; longest stall %s to confirm, %s to deliver",
		r.Published, r.Confirmed, r.Consumed, r.Lost(), r.Duplicated, r.ConfirmStall.Round(time.Millisecond), r.DeliveryStall.Round(time.Millisecond))
}
