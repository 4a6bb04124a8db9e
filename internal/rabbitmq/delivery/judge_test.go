package delivery

import (
	"strings"
	"testing"
	"time"
)

// Whatever was published and not confirmed is a failure, and so is a check that delivered nothing.
func TestJudge(t *testing.T) {
	for name, test := range map[string]struct {
		report Report
		want   string
	}{
		"all came back":  {Report{Published: 2, Confirmed: 2, Consumed: 2}, ""},
		"some came back": {Report{Published: 2, Confirmed: 2, Consumed: 1}, ""},
		"none came back": {Report{Published: 2, Confirmed: 2}, "none of 2 messages"},
		"one refused":    {Report{Published: 2, Confirmed: 1, Consumed: 1, Refused: 1}, "confirmed 1; 1 were refused"},
		"one returned":   {Report{Published: 2, Confirmed: 1, Consumed: 1, Returned: 1}, "1 came back without a queue"},
		"one unanswered": {Report{Published: 2, Confirmed: 1, Consumed: 1, Unanswered: 1}, "1 were not answered within 1s: the broker has blocked"},
	} {
		sender, taker := &session{address: "a"}, &session{address: "b"}
		reason := "low on memory"
		sender.blocked.Store(&reason)
		err := Request{Patience: time.Second}.judge(sender, taker, test.report)
		if (err != nil) != (test.want != "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
