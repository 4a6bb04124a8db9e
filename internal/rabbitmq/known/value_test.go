package known_test

import (
	"encoding/json"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

func TestWhatIsNotToldIsUnknown(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{}`:                  "unknown",
		`{"messages":null}`:   "unknown",
		`{"messages":""}`:     "unknown",
		`{"messages":"many"}`: "unknown",
		`{"messages":[]}`:     "unknown",
		`{"messages":1.5}`:    "unknown",
		`{"messages":0}`:      "0",
		`{"messages":7}`:      "7",
	} {
		var queue struct {
			Messages known.Value[int64] `json:"messages"`
		}
		if err := json.Unmarshal([]byte(body), &queue); err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if got := queue.Messages.String(); got != want {
			t.Errorf("%s: the messages are %s, want %s", body, got, want)
		}
	}
}

func TestAListThatIsEmptyIsKnown(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{`[]`: true, `["rabbit@a"]`: true, `null`: false, `"rabbit@a"`: false, `{}`: false} {
		var members known.Value[[]string]
		if err := json.Unmarshal([]byte(body), &members); err != nil {
			t.Fatal(err)
		}
		if _, got := members.Get(); got != want {
			t.Errorf("%s: known %t, want %t", body, got, want)
		}
	}
}
