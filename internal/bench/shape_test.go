package bench

import "testing"

func TestShapeCountsObjects(t *testing.T) {
	for queues, want := range map[int]int{100: 215, 1000: 2105, 5000: 10505} {
		if got := (Shape{Kind: Quorum, Queues: queues}).Objects(); got != want {
			t.Errorf("%d queues: %d objects, want %d", queues, got, want)
		}
	}
}

func TestParseKind(t *testing.T) {
	for _, kind := range []Kind{Classic, Mirrored, Quorum} {
		if got, err := ParseKind(string(kind)); got != kind || err != nil {
			t.Errorf("%s became %s, %v", kind, got, err)
		}
	}
	if _, err := ParseKind("stream"); err == nil {
		t.Error("streams are not measured")
	}
}
