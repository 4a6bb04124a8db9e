package delivery

import (
	"testing"
	"time"
)

func TestTally(t *testing.T) {
	for name, test := range map[string]struct {
		events   func(*tally)
		complete bool
		want     Report
	}{
		"nothing happened": {func(*tally) {}, false, Report{}},
		"all went well": {func(t *tally) {
			for n := range uint64(3) {
				t.send(n)
				t.arrive(n)
				t.answer(n, true)
			}
		}, true, Report{Published: 3, Confirmed: 3, Consumed: 3}},
		"one is lost": {func(t *tally) {
			for n := range uint64(3) {
				t.send(n)
				t.answer(n, true)
			}
			t.arrive(0)
			t.arrive(2)
		}, false, Report{Published: 3, Confirmed: 3, Consumed: 2}},
		"one is refused, one returned, one comes twice": {func(t *tally) {
			for n := range uint64(3) {
				t.send(n)
			}
			t.answer(0, false)
			t.comeBack(1)
			t.answer(1, true)
			t.answer(2, true)
			t.arrive(2)
			t.arrive(2)
		}, true, Report{Published: 3, Confirmed: 1, Consumed: 1, Duplicated: 1, Refused: 1, Returned: 1}},
		"arrived and never confirmed": {func(t *tally) {
			t.send(0)
			t.arrive(0)
		}, false, Report{Published: 1, Unanswered: 1}},
		"its consumer is gone": {func(t *tally) {
			t.expectNoMore()
			for n := range uint64(3) {
				t.send(n)
				t.answer(n, true)
			}
		}, true, Report{Published: 3, Confirmed: 3}},
		"its consumer is gone, and an answer is missing": {func(t *tally) {
			t.send(0)
			t.expectNoMore()
		}, false, Report{Published: 1, Unanswered: 1}},
		"messages that nobody sent": {func(t *tally) {
			t.arrive(numberOf([]byte("short")))
			t.answer(99, true)
		}, false, Report{}},
	} {
		t.Run(name, func(t *testing.T) {
			all := newTally(3)
			test.events(all)
			var got Report
			all.count(&got)
			got.Confirmation, got.Delivery = Times{}, Times{}
			if got != test.want || all.complete() != test.complete {
				t.Errorf("%+v, complete %t", got, all.complete())
			}
		})
	}
}

func TestTimes(t *testing.T) {
	if got := timesOf(nil); got != (Times{}) {
		t.Errorf("of nothing: %v", got)
	}
	if got := timesOf([]time.Duration{5, 1, 9}); got != (Times{Median: 5, Longest: 9}) {
		t.Errorf("%v", got)
	}
}

func TestNumbersOfMessages(t *testing.T) {
	for _, size := range []int{0, 1, 8, 100} {
		body := bodyOf(7, size)
		if numberOf(body) != 7 || len(body) != max(size, numberSize) {
			t.Errorf("size %d: %d bytes, number %d", size, len(body), numberOf(body))
		}
	}
}
