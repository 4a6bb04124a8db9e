package failover

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// fakeTraffic has a publisher that reads its last confirmation some time after it was stopped, as one does whose messages are
// on their way to the broker, and a consumer that gets each message some time after it was confirmed.
func fakeTraffic(ctx context.Context, stored bool, lastConfirmation, delivery time.Duration) *Traffic {
	t := &Traffic{Queue: "q", Stored: stored}
	confirmed := make(chan int, 10)
	t.start(ctx,
		func(sending, connected context.Context) {
			confirm := func() {
				number := t.ledger.next()
				t.ledger.confirm(number)
				confirmed <- number
			}
			confirm()
			<-sending.Done()
			select {
			case <-time.After(lastConfirmation):
				confirm()
			case <-connected.Done():
			}
		},
		func(consuming context.Context) {
			for {
				select {
				case number := <-confirmed:
					time.Sleep(delivery)
					t.ledger.arrive(uint64(number))
				case <-consuming.Done():
					return
				}
			}
		})
	return t
}

// A message that is confirmed after the publisher was stopped counts, and is waited for.
func TestStopReadsLastConfirmations(t *testing.T) {
	for _, stored := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			traffic := fakeTraffic(t.Context(), stored, 3*time.Second, 2*time.Second)
			time.Sleep(10 * time.Second)
			if got := traffic.Stop(time.Minute); got.Confirmed != 2 || got.Consumed != 2 || got.Lost() != 0 {
				t.Errorf("stored %t: %s", stored, got)
			}
		})
	}
}

// Where the broker never answers, the publisher is disconnected, and its last message counts as not confirmed.
func TestStopDisconnectsPublisherThatGetsNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		traffic := fakeTraffic(t.Context(), false, time.Hour, time.Second)
		time.Sleep(10 * time.Second)
		if got := traffic.Stop(time.Minute); got.Confirmed != 1 || got.Consumed != 1 {
			t.Errorf("%s", got)
		}
	})
}

// A message that does not arrive is missing: Stop ends all the same, and says so.
func TestStopCountsWhatNeverArrives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		traffic := fakeTraffic(t.Context(), false, time.Second, time.Second)
		traffic.ledger.confirm(traffic.ledger.next())
		if got := traffic.Stop(time.Minute); got.Confirmed != 3 || got.Lost() != 1 {
			t.Errorf("%s", got)
		}
	})
}
