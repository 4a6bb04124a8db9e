package main

import "testing"

func TestConcrete(t *testing.T) {
	for pattern, want := range map[string]string{
		"celery": "celery", "uts.*": "uts.word", "reporting.#": "reporting.word", "*.a.#": "word.a.word",
	} {
		if got := concrete(pattern); got != want {
			t.Errorf("%q became %q, want %q", pattern, got, want)
		}
	}
}

func TestLeftCountsOneQueueOnly(t *testing.T) {
	wanted := map[string]bool{"round 1 celery 0": true, "round 1 celery 1": true, "round 1 celery2 0": true}
	if got := left(wanted, "round 1 celery "); got != 2 {
		t.Errorf("%d, want 2", got)
	}
}
