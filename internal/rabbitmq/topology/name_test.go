package topology

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"orders": "", "a/b": "", "a b": "", " a ": "", "\ta": "", "é": "", "...": "", "%2E": "", "a\u2028b": "", "": "",
		"orders\n":        "chomp(...)",
		"orders\r\n":      "chomp(...)",
		"\norders\n":      "trimspace(...)",
		"or\rders":        `replace(..., "/[\\r\\n]/", "")`,
		"first\nsecond\n": `replace(..., "/[\\r\\n]/", "")`,
		".":               "cannot be addressed", "..": "cannot be addressed",
	} {
		problems := CheckEntityName("name", name)
		if want == "" {
			if len(problems) != 0 {
				t.Errorf("%q: %v", name, problems)
			}
			continue
		}
		if len(problems) != 1 || problems[0].Attribute != "name" || !strings.Contains(problems[0].Summary+" "+problems[0].Detail, want) {
			t.Errorf("%q: %v, want %s", name, problems, want)
		}
	}
	if problems := CheckObjectName("name", "a\r\nb"); len(problems) != 0 {
		t.Errorf("the broker keeps line breaks in the names of other objects: %v", problems)
	}
}

// A queue whose dead letters go to an exchange that cannot exist loses them in silence.
func TestNamesOfOtherEntitiesHaveNoLineBreaks(t *testing.T) {
	const want = `such as "x"`
	queue := Queue{Name: "q", Type: Quorum, Durable: true, Arguments: map[string]any{"x-dead-letter-exchange": "x\n"}}
	policy := Policy{Name: "p", Pattern: "^q", ApplyTo: "queues", Definition: map[string]any{"dead-letter-exchange": "x\n"}}
	exchanges := Policy{Name: "p", Pattern: "^q", ApplyTo: "exchanges", Definition: map[string]any{"alternate-exchange": "x\n"}}
	shovel := Shovel{
		Source:      ShovelEnd{URIs: []string{"amqp://"}, Protocol: AMQP091, Values: map[string]any{"src-queue": "x\n"}},
		Destination: ShovelEnd{URIs: []string{"amqp://"}, Protocol: AMQP091, Values: map[string]any{"dest-exchange": "x\n"}},
	}
	for what, problems := range map[string][]Problem{
		"queue": CheckQueue(queue), "policy": CheckPolicy(policy), "policy of exchanges": CheckPolicy(exchanges), "shovel": CheckShovel(shovel),
		"upstream": CheckFederationUpstream([]string{"amqp://"}, map[string]any{"queue": "x\n", "exchange": "y"}, nil),
	} {
		if len(problems) == 0 || !strings.Contains(problems[0].Detail, want) {
			t.Errorf("%s: %v", what, problems)
		}
	}
}
