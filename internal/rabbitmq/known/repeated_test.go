package known_test

import (
	"encoding/json"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

func TestEveryOccurrenceOfAFieldCounts(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{}`:                          "unknown",
		`{"n":null}`:                  "unknown",
		`{"n":""}`:                    "unknown",
		`{"n":7}`:                     "7",
		`{"n":7,"n":3}`:               "3",
		`{"n":3,"n":7}`:               "3",
		`{"n":7,"other":1,"n":3}`:     "3",
		`{"n":3,"n":null,"n":"many"}`: "3",
		`{"n":9,"n":8,"n":7}`:         "7",
	} {
		var object struct {
			N known.Repeated[int64] `json:"n"`
		}
		if err := json.Unmarshal([]byte(body), &object); err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if got := object.N.Reduce(func(a, b int64) int64 { return min(a, b) }).String(); got != want {
			t.Errorf("%s: the least is %s, want %s", body, got, want)
		}
	}
}
