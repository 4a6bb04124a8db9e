package delivery

import (
	"encoding/binary"
	"slices"
	"sync"
	"time"
)

// numberSize is the length of the number that each message begins with, in bytes.
const numberSize = 8

// tally is what has become of each message so far.
type tally struct {
	mu       sync.Mutex
	messages []fate
	// closed reports whether nothing arrives any more.
	closed bool
	// changed is told of every change, or of one for several.
	changed chan struct{}
}

// fate is what has become of one message. A time is zero until the thing has happened.
type fate struct {
	sent                time.Time
	answered, confirmed bool
	// returned reports whether the broker had no queue for it. It is confirmed, too.
	returned bool
	confirm  time.Duration
	arrivals int
	arrival  time.Duration
}

func newTally(messages int) *tally {
	return &tally{messages: make([]fate, messages), changed: make(chan struct{}, 1)}
}

// note changes the fate of a message; numbers that nobody sent are passed over.
func (t *tally) note(number uint64, change func(*fate)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if number >= uint64(len(t.messages)) {
		return
	}
	change(&t.messages[number])
	t.tell()
}

// tell wakes whoever waits for a change.
func (t *tally) tell() {
	select {
	case t.changed <- struct{}{}:
	default:
	}
}

func (t *tally) send(number uint64) { t.note(number, func(f *fate) { f.sent = time.Now() }) }

func (t *tally) answer(number uint64, confirmed bool) {
	t.note(number, func(f *fate) { f.answered, f.confirmed, f.confirm = true, confirmed, time.Since(f.sent) })
}

func (t *tally) comeBack(number uint64) { t.note(number, func(f *fate) { f.returned = true }) }

func (t *tally) arrive(number uint64) {
	t.note(number, func(f *fate) {
		if f.arrivals++; f.arrivals == 1 {
			f.arrival = time.Since(f.sent)
		}
	})
}

// expectNoMore notes that nothing arrives any more.
func (t *tally) expectNoMore() {
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	t.tell()
}

// complete reports whether every message has been answered, and every confirmed one has arrived, or none will.
func (t *tally) complete() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !slices.ContainsFunc(t.messages, func(f fate) bool { return !f.answered || f.taken() && f.arrivals == 0 && !t.closed })
}

func (f fate) taken() bool { return f.confirmed && !f.returned }

// count puts everything into a report.
func (t *tally) count(report *Report) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var confirmations, arrivals []time.Duration
	for _, f := range t.messages {
		if f.sent.IsZero() {
			continue
		}
		report.Published++
		report.Duplicated += max(0, f.arrivals-1)
		switch {
		case !f.answered:
			report.Unanswered++
		case !f.confirmed:
			report.Refused++
		case f.returned:
			report.Returned++
		}
		if !f.taken() {
			continue
		}
		report.Confirmed++
		confirmations = append(confirmations, f.confirm)
		if f.arrivals > 0 {
			report.Consumed++
			arrivals = append(arrivals, f.arrival)
		}
	}
	report.Confirmation, report.Delivery = timesOf(confirmations), timesOf(arrivals)
}

// timesOf leaves its argument sorted.
func timesOf(durations []time.Duration) Times {
	if len(durations) == 0 {
		return Times{}
	}
	slices.Sort(durations)
	return Times{Median: durations[len(durations)/2], Longest: durations[len(durations)-1]}
}

func bodyOf(number, size int) []byte {
	body := make([]byte, max(size, numberSize))
	binary.BigEndian.PutUint64(body, uint64(max(number, 0)))
	return body
}

// numberOf reads the number of a message; a body that is too short has none that was sent.
func numberOf(body []byte) uint64 {
	if len(body) < numberSize {
		return ^uint64(0)
	}
	return binary.BigEndian.Uint64(body)
}
