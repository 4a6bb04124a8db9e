package topology

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sample is a value that each argument and policy key takes.
func sample(l Limits, kind Kind) any {
	switch {
	case kind == Bool:
		return true
	case kind == StringList:
		return []string{"rabbit@rabbit1"}
	case kind == Int && l.Min != nil:
		return max(*l.Min, 1)
	case kind == Int:
		return int64(1)
	case l.Values != nil:
		return l.Values[0]
	case l.Pattern != nil:
		return "7D"
	}
	return "some"
}

func queueOf(t QueueType, arguments map[string]any) Queue {
	return Queue{Name: "q", Type: t, Durable: true, Arguments: arguments}
}

// TestArgumentFitsType is table 4.3 of the facts: which argument a queue type takes, on any version.
func TestArgumentFitsType(t *testing.T) {
	const c, q, s = Classic, Quorum, Stream
	table := map[string][]QueueType{
		"x-message-ttl": {c, q}, "x-expires": {c, q}, "x-max-length": {c, q}, "x-max-length-bytes": {c, q, s}, "x-overflow": {c, q},
		"x-dead-letter-exchange": {c, q}, "x-dead-letter-routing-key": {c, q}, "x-dead-letter-strategy": {q},
		"x-single-active-consumer": {c, q}, "x-max-priority": {c}, "x-queue-mode": {c}, "x-queue-version": {c},
		"x-quorum-initial-group-size": {q}, "x-quorum-target-group-size": {q}, "x-delivery-limit": {q},
		"x-queue-leader-locator": {c, q, s}, "x-queue-master-locator": {c}, "x-consumer-timeout": {c, q},
		"x-consumer-disconnected-timeout": {q}, "x-delayed-retry-type": {q}, "x-delayed-retry-min": {q}, "x-delayed-retry-max": {q},
		"x-max-age": {s}, "x-stream-max-segment-size-bytes": {s}, "x-initial-cluster-size": {s}, "x-stream-filter-size-bytes": {s},
	}
	for _, a := range Arguments() {
		takes, ok := table[a.Name]
		if !ok {
			t.Errorf("%s is not in the table", a.Name)
		}
		delete(table, a.Name)
		for _, queueType := range []QueueType{Classic, Quorum, Stream, ""} {
			problems := CheckQueue(queueOf(queueType, map[string]any{a.Name: sample(a.Limits, a.Kind)}))
			refused := slices.ContainsFunc(problems, func(p Problem) bool {
				return p.Attribute == "arguments."+a.Attribute && strings.Contains(p.Summary, " is not for a ")
			})
			if want := queueType != "" && !slices.Contains(takes, queueType); refused != want {
				t.Errorf("%s on %q: refused %t, want %t", a.Name, queueType, refused, want)
			}
		}
	}
	for name := range table {
		t.Errorf("no argument %s", name)
	}
}

// TestQueueProblems has one row for each rule, with the text that a user reads.
func TestQueueProblems(t *testing.T) {
	type m = map[string]any
	for name, row := range map[string]struct {
		queue Queue
		want  []string // "attribute: summary", with " (warning)" behind
	}{
		"nothing wrong":    {queueOf(Quorum, m{"x-delivery-limit": int64(-1), "x-expires": json.Number("1000")}), nil},
		"reserved name":    {Queue{Name: "amq.x", Type: Classic}, []string{`name: Queue names that begin with "amq." are reserved`}},
		"long name":        {Queue{Name: strings.Repeat("é", 128), Type: Classic}, []string{"name: The queue's name is longer than 255 bytes"}},
		"longest name":     {Queue{Name: strings.Repeat("é", 127) + "a", Type: Classic}, nil},
		"unknown type":     {Queue{Name: "q", Type: "mirrored"}, []string{`type: "mirrored" is not a queue type`}},
		"type left open":   {Queue{Name: "q", Arguments: m{"x-max-priority": int64(5), "x-max-age": "1D"}}, nil},
		"transient quorum": {Queue{Name: "q", Type: Quorum}, []string{"durable: A quorum queue must be durable"}},
		"transient, passing stream": {Queue{Name: "q", Type: Stream, AutoDelete: true}, []string{
			"durable: A stream must be durable", "auto_delete: A stream cannot delete itself"}},
		"transient, passing classic": {Queue{Name: "q", Type: Classic, AutoDelete: true}, nil},
		"priorities on quorum":       {queueOf(Quorum, m{"x-max-priority": int64(5)}), []string{"arguments.max_priority: max_priority is not for a quorum queue"}},
		"length of a stream":         {queueOf(Stream, m{"x-max-length": int64(5)}), []string{"arguments.max_length: max_length is not for a stream"}},
		"below the least":            {queueOf(Classic, m{"x-expires": int64(0)}), []string{"arguments.expires: expires cannot be 0"}},
		"above the most":             {queueOf(Stream, m{"x-stream-filter-size-bytes": int64(256)}), []string{"arguments.filter_size_bytes: filter_size_bytes cannot be 256"}},
		"eleven years":               {queueOf(Classic, m{"x-message-ttl": int64(346_896_000_000)}), []string{"arguments.message_ttl: message_ttl cannot be 346896000000"}},
		"group of none":              {queueOf(Quorum, m{"x-quorum-initial-group-size": int64(0)}), []string{"arguments.quorum_initial_group_size: quorum_initial_group_size cannot be 0"}},
		"text for a number":          {queueOf(Quorum, m{"x-delivery-limit": "3"}), []string{`arguments.delivery_limit: delivery_limit cannot be "3"`}},
		"a fraction":                 {queueOf(Quorum, m{"x-delivery-limit": json.Number("1.5")}), []string{"arguments.delivery_limit: delivery_limit cannot be 1.5"}},
		"text for a truth":           {queueOf(Quorum, m{"x-single-active-consumer": "true"}), []string{`arguments.single_active_consumer: single_active_consumer cannot be "true"`}},
		"number for a text":          {queueOf(Quorum, m{"x-dead-letter-exchange": int64(1)}), []string{"arguments.dead_letter_exchange: dead_letter_exchange cannot be 1"}},
		"unknown word":               {queueOf(Classic, m{"x-overflow": "drop-tail"}), []string{`arguments.overflow: overflow cannot be "drop-tail"`}},
		"age without unit":           {queueOf(Stream, m{"x-max-age": "7"}), []string{`arguments.max_age: max_age cannot be "7"`}},
		"age of zero":                {queueOf(Stream, m{"x-max-age": "00D"}), []string{`arguments.max_age: max_age cannot be "00D"`}},
		"values not known yet":       {queueOf(Quorum, m{"x-delivery-limit": Unknown, "x-dead-letter-strategy": Unknown, "x-dead-letter-exchange": Unknown}), nil},
		"dlx on full quorum":         {queueOf(Quorum, m{"x-overflow": "reject-publish-dlx"}), []string{"arguments.overflow: A quorum queue cannot reject-publish-dlx"}},
		"dlx on full classic":        {queueOf(Classic, m{"x-overflow": "reject-publish-dlx"}), nil},
		"routing key alone": {queueOf(Classic, m{"x-dead-letter-routing-key": "k"}), []string{
			"arguments.dead_letter_routing_key: dead_letter_routing_key needs dead_letter_exchange"}},
		"routing key and default exchange": {queueOf(Classic, m{"x-dead-letter-routing-key": "k", "x-dead-letter-exchange": ""}), nil},
		"strategy alone": {queueOf(Quorum, m{"x-dead-letter-strategy": "at-most-once"}), []string{
			"arguments.dead_letter_strategy: dead_letter_strategy needs dead_letter_exchange (warning)"}},
		"at least once, overflow left out": {queueOf(Quorum, m{"x-dead-letter-strategy": "at-least-once", "x-dead-letter-exchange": "d"}), []string{
			`arguments.dead_letter_strategy: at-least-once needs overflow = "reject-publish" (warning)`}},
		"at least once, wrong overflow": {queueOf(Quorum, m{"x-dead-letter-strategy": "at-least-once", "x-dead-letter-exchange": "d", "x-overflow": "drop-head"}), []string{
			`arguments.dead_letter_strategy: at-least-once needs overflow = "reject-publish"`}},
		"at least once":                   {queueOf(Quorum, m{"x-dead-letter-strategy": "at-least-once", "x-dead-letter-exchange": "d", "x-overflow": "reject-publish"}), nil},
		"at least once, overflow unknown": {queueOf(Quorum, m{"x-dead-letter-strategy": "at-least-once", "x-dead-letter-exchange": "d", "x-overflow": Unknown}), nil},
		"retry without wait":              {queueOf(Quorum, m{"x-delayed-retry-type": "all"}), []string{"arguments.delayed_retry_type: delayed_retry_type needs delayed_retry_min"}},
		"retry disabled":                  {queueOf(Quorum, m{"x-delayed-retry-type": "disabled"}), nil},
		"retry, one wait":                 {queueOf(Quorum, m{"x-delayed-retry-min": int64(2), "x-delayed-retry-max": int64(2)}), nil},
		"retry, most below least": {queueOf(Quorum, m{"x-delayed-retry-min": int64(2), "x-delayed-retry-max": int64(1)}), []string{
			"arguments.delayed_retry_max: delayed_retry_max is smaller than delayed_retry_min"}},
		"typed argument in JSON": {Queue{Name: "q", ExtraArguments: m{"x-max-length": json.Number("5")}}, []string{"arguments_json: x-max-length is the attribute max_length"}},
		"type in JSON":           {Queue{Name: "q", ExtraArguments: m{"x-queue-type": "quorum"}}, []string{"arguments_json: x-queue-type is the attribute type"}},
		"misspelt in JSON": {Queue{Name: "q", ExtraArguments: m{"x-mesage-ttl": json.Number("5"), "x-quue-type": "quorum"}}, []string{
			"arguments_json: Unknown argument x-mesage-ttl: did you mean x-message-ttl?", "arguments_json: Unknown argument x-quue-type: did you mean x-queue-type?"}},
		"foreign in JSON": {Queue{Name: "q", ExtraArguments: m{
			"x-ha-policy": "all", "x-foo": "y", "x-max-in-memory-length": json.Number("1"), "x-expiry-reason": []any{"z"}, "my-tag": m{"a": true}}}, nil},
	} {
		if got := brief(CheckQueue(row.queue)); !slices.Equal(got, row.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, row.want)
		}
	}
}

// brief is what the tables of expected problems hold.
func brief(problems []Problem) []string {
	var lines []string
	for _, p := range problems {
		line := p.Attribute + ": " + p.Summary
		if p.Warning {
			line += " (warning)"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestQueueProblemDetail(t *testing.T) {
	problems := CheckQueue(queueOf(Stream, map[string]any{"x-max-length": int64(5)}))
	want := "RabbitMQ takes the argument x-max-length for classic queues and quorum queues only. " +
		"Write max_length_bytes or max_age to limit a stream."
	if len(problems) != 1 || problems[0].Detail != want {
		t.Errorf("got %v, want %s", problems, want)
	}
	problems = CheckQueue(Queue{Name: "q", ExtraArguments: map[string]any{"x-max-age": "7D"}})
	want = `The provider checks and writes x-max-age itself. Remove it from arguments_json and write arguments { max_age = "7D" }.`
	if len(problems) != 1 || problems[0].Detail != want {
		t.Errorf("got %v, want %s", problems, want)
	}
}

// Every summary fits a terminal and names its attribute; every detail ends with what to do.
func TestProblemTexts(t *testing.T) {
	var problems []Problem
	for _, queueType := range []QueueType{Classic, Quorum, Stream} {
		for _, a := range Arguments() {
			for _, value := range []any{sample(a.Limits, a.Kind), struct{}{}, int64(-5), "nonsense"} {
				q := Queue{Name: "amq." + a.Name, Type: queueType, AutoDelete: true, Arguments: map[string]any{a.Name: value},
					ExtraArguments: map[string]any{a.Name: value, a.Name + "s": value}}
				problems = append(problems, CheckQueue(q)...)
				problems = append(problems, CheckQueueOn(q, on(3, 8, 0))...)
				problems = append(problems, CheckQueueOn(q, on(4, 3, 6))...)
			}
		}
	}
	for _, k := range PolicyKeys() {
		for _, kind := range []PolicyKind{UserPolicy, OperatorPolicy} {
			for _, applyTo := range append(ApplyToValues(), "nothing") {
				for _, value := range []any{sample(k.Limits, k.Kind), struct{}{}, int64(-5), "nonsense"} {
					p := Policy{Kind: kind, Pattern: "(", ApplyTo: applyTo, Definition: map[string]any{k.Name: value},
						PluginDefinition: map[string]any{k.Name: value, k.Name + "s": value}}
					problems = append(problems, CheckPolicy(p)...)
					problems = append(problems, CheckPolicyOn(p, on(3, 8, 0))...)
					problems = append(problems, CheckPolicyOn(p, on(4, 3, 6))...)
				}
			}
		}
	}
	if len(problems) < 1000 {
		t.Fatalf("only %d problems", len(problems))
	}
	for _, p := range problems {
		text := fmt.Sprintf("%s: %s: %s", p.Attribute, p.Summary, p.Detail)
		if p.Attribute == "" || p.Summary == "" || len(p.Summary) > 100 || strings.Contains(p.Summary, "\n") || strings.HasSuffix(p.Summary, ".") {
			t.Errorf("bad summary: %s", text)
		}
		if !strings.HasSuffix(p.Detail, ".") || strings.Contains(text, "%!") || strings.Contains(text, "  ") {
			t.Errorf("bad detail: %s", text)
		}
	}
}
