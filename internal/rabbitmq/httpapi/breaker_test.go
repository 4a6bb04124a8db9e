package httpapi

import (
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestEndpointIsSetAsideUntilItIsNeeded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, nodes := scripted(t, Config{}, only(refuses), only(fine), only(fine))
		expect := func(want string) {
			t.Helper()
			if err := read(t, client); err != nil {
				t.Fatal(err)
			}
			if got := nodes.Said(); got != want {
				t.Errorf("asked %s, want %s", got, want)
			}
		}
		expect("GET a, GET b")
		expect("GET b")
		time.Sleep(time.Hour)
		expect("GET b") // a is no longer set aside, but b is known to answer
		nodes.Set("b", cuts)
		expect("GET b, GET a, GET c") // a before c: it stands before it and its time is over
		nodes.Set("c", refuses)
		nodes.Set("b", fine)
		expect("GET c, GET a, GET b") // both others are set aside: in configured order
	})
}

func TestFailureOfOneOfManyCallsDoesNotMoveTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := reply{Status: 200, Body: `{}`, After: time.Second}
		client, nodes := scripted(t, Config{}, only(slow, slow, cuts, slow), only(fine))
		var calls sync.WaitGroup
		for range 3 {
			calls.Go(func() {
				if err := read(t, client); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		calls.Wait()
		nodes.Said()
		if err := read(t, client); err != nil || client.health.reason(0) != nil {
			t.Errorf("%v; a is set aside: %v", err, client.health.reason(0))
		}
	})
}

func TestSetAsideTwiceAsLongEachTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHealth(1, DefaultViewLag)
		for _, want := range []int{1, 2, 4, 8, 16, 30, 30} {
			h.failed(0, errCut)
			time.Sleep(time.Duration(want)*time.Second - time.Nanosecond)
			h.failed(0, errCut) // prolongs nothing
			if !h.endpoints[0].until.After(time.Now()) {
				t.Fatalf("it is not set aside for %d s", want)
			}
			time.Sleep(time.Nanosecond)
			if h.endpoints[0].until.After(time.Now()) {
				t.Fatalf("it is set aside for longer than %d s", want)
			}
		}
		if h.answered(0); h.endpoints[0] != (condition{}) {
			t.Error("an answer does not make it well")
		}
	})
}

// What one node has changed the next one may not know yet.
func TestOtherNodesAreLeftTimeToHearOfAChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, nodes := scripted(t, Config{}, only(fine), only(fine))
		expect := func(want string, wait time.Duration) {
			t.Helper()
			began := time.Now()
			err := read(t, client)
			if got := time.Since(began); err != nil || nodes.Said() != want || got != wait {
				t.Errorf("%v; waited %s, want %s", err, got, wait)
			}
		}
		if err := put(t, client); err != nil {
			t.Fatal(err)
		}
		nodes.Said()
		expect("GET a", 0)
		time.Sleep(100 * time.Millisecond)
		nodes.Set("a", refuses)
		expect("GET a, GET b", DefaultViewLag-100*time.Millisecond)
		expect("GET b", 0)
	})
}

func TestReadsDoNotWaitLongForAFrozenNode(t *testing.T) {
	for name, test := range map[string]struct {
		nodes [][]reply
		call  func(*testing.T, *Client) error
		want  time.Duration
	}{
		"a read that b could answer":      {[][]reply{{hangs}, {fine}}, read, 30 * time.Second},
		"a read that nobody could answer": {[][]reply{{hangs}}, read, 90 * time.Second},
		"the last one has all the time":   {[][]reply{{hangs}, {hangs}}, read, 120 * time.Second},
		"a write":                         {[][]reply{{hangs}, {fine}}, put, 90*time.Second + DefaultViewLag},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, _ := scripted(t, Config{MaxRetries: new(0)}, test.nodes...)
				began := time.Now()
				if err := test.call(t, client); err != nil && !errors.Is(err, ErrTimeout) {
					t.Error(err)
				}
				if got := time.Since(began); got != test.want {
					t.Errorf("waited %s, want %s", got, test.want)
				}
			})
		})
	}
}

func TestTrippedOnlyReadsOfWhatAnswersAreTried(t *testing.T) {
	h := newHealth(2, DefaultViewLag)
	h.failed(0, &Error{Status: 503})
	h.failed(1, errors.New("connection refused"))
	if got := h.order(true); len(got) != 2 {
		t.Errorf("before that both are tried; got %v", got)
	}
	h.trip()
	if reads, writes := h.order(true), h.order(false); len(reads) != 1 || reads[0] != 0 || len(writes) != 0 {
		t.Errorf("reads try %v, writes %v", reads, writes)
	}
}
