package failover

import (
	"math"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"
)

// Whatever happens in whatever order, the account adds up.
func TestLedgerAddsUp(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		var l ledger
		confirmed, arrived := map[int]bool{}, map[int]int{}
		for range random.IntN(200) {
			switch number := random.IntN(max(l.published, 1)); {
			case l.published == 0 || random.IntN(3) == 0:
				want := l.published
				if got := l.next(); got != want {
					t.Fatalf("seed %d: the next number is %d, not %d", seed, got, want)
				}
			case random.IntN(2) == 0:
				l.confirm(number)
				confirmed[number] = true
			default:
				l.arrive(uint64(number))
				arrived[number]++
			}
		}
		want := Result{Published: l.published, Confirmed: len(confirmed)}
		for number := range confirmed {
			if arrived[number] > 0 {
				want.Consumed++
			}
		}
		for _, times := range arrived {
			want.Duplicated += times - 1
		}
		got := l.result()
		got.ConfirmStall, got.DeliveryStall = 0, 0
		if got != want || got.Lost() != l.missing() || got.Lost() < 0 {
			t.Fatalf("seed %d: %+v with %d missing, want %+v", seed, got, l.missing(), want)
		}
	}
}

func TestLedgerTakesNoStrangers(t *testing.T) {
	var l ledger
	l.confirm(l.next())
	for _, number := range []uint64{1, 1 << 40, math.MaxUint64} {
		l.arrive(number)
	}
	if got := l.result(); got.Lost() != 1 || got.Duplicated != 0 {
		t.Errorf("%+v", got)
	}
}

func TestLedgerMeasuresStalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l ledger
		for _, wait := range []time.Duration{time.Hour, time.Second, 4 * time.Second, 2 * time.Second} {
			number := l.next()
			time.Sleep(wait)
			l.confirm(number)
			time.Sleep(time.Second)
			l.arrive(uint64(number))
		}
		// The wait for the first is the way to the broker, and no stall.
		if got := l.result(); got.ConfirmStall != 5*time.Second || got.DeliveryStall != 5*time.Second {
			t.Errorf("%+v", got)
		}
	})
}

func TestResultsOfTwoQueues(t *testing.T) {
	one := Result{Published: 9, Confirmed: 8, Consumed: 7, Duplicated: 1, ConfirmStall: time.Second, DeliveryStall: 3 * time.Second}
	other := Result{Published: 5, Confirmed: 5, Consumed: 5, Duplicated: 2, ConfirmStall: 2 * time.Second}
	want := Result{Published: 14, Confirmed: 13, Consumed: 12, Duplicated: 3, ConfirmStall: 2 * time.Second, DeliveryStall: 3 * time.Second}
	if got := one.And(other); got != want || got.Lost() != 1 {
		t.Errorf("%+v", got)
	}
}

// What an earlier traffic left in the queue must not pass for what this one lost.
func TestBodiesOfAnotherTraffic(t *testing.T) {
	one, other := &Traffic{run: 1}, &Traffic{run: 2}
	for _, number := range []int{0, 1, 1 << 30} {
		if got := one.numberOf(one.bodyOf(number)); got != uint64(number) {
			t.Errorf("%d becomes %d", number, got)
		}
		if got := one.numberOf(other.bodyOf(number)); got != math.MaxUint64 {
			t.Errorf("%d of another traffic becomes %d", number, got)
		}
	}
	for _, body := range [][]byte{nil, {1}, make([]byte, 17)} {
		if got := one.numberOf(body); got != math.MaxUint64 {
			t.Errorf("%v becomes %d", body, got)
		}
	}
}
