package topology

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func TestArgumentNames(t *testing.T) {
	names, attributes := map[string]bool{}, map[string]bool{}
	for _, a := range Arguments() {
		if names[a.Name] || attributes[a.Attribute] {
			t.Errorf("%s (%s) is listed twice", a.Name, a.Attribute)
		}
		names[a.Name], attributes[a.Attribute] = true, true
		if !strings.HasPrefix(a.Name, "x-") || a.Name == "x-queue-type" {
			t.Errorf("%s is no queue argument of this table", a.Name)
		}
		if got, ok := ArgumentByName(a.Name); !ok || got.Attribute != a.Attribute {
			t.Errorf("ArgumentByName(%q) = %q, %t", a.Name, got.Attribute, ok)
		}
	}
	if _, ok := ArgumentByName("x-queue-type"); ok || len(names) != 26 {
		t.Errorf("%d arguments, x-queue-type among them: %t", len(names), ok)
	}
}

func TestPolicyKeyNames(t *testing.T) {
	rows, attributes := map[string]int{}, map[string]bool{}
	for _, k := range PolicyKeys() {
		rows[k.Name]++
		if attributes[k.Attribute] {
			t.Errorf("attribute %s is listed twice", k.Attribute)
		}
		attributes[k.Attribute] = true
		if want := map[bool]int{true: 2, false: 1}[k.Name == "ha-params"]; rows[k.Name] > want {
			t.Errorf("%s has more than %d rows", k.Name, want)
		}
		// Where a key and an argument are the same setting, a reader finds them under the same attribute.
		if a, ok := ArgumentByName("x-" + k.Name); ok && a.Attribute != k.Attribute {
			t.Errorf("%s is %s in a policy and %s on a queue", k.Name, k.Attribute, a.Attribute)
		}
		if len(k.Types) == 0 && !k.Exchanges {
			t.Errorf("%s has an effect on nothing", k.Name)
		}
		if !k.Operator && k.Operators != (Span{}) {
			t.Errorf("%s is not for operators, yet since %v", k.Name, k.Operators)
		}
	}
	if rows["ha-params"] != 2 || len(rows) != 35 {
		t.Errorf("%d rows of ha-params, %d keys", rows["ha-params"], len(rows))
	}
}

func TestDescriptions(t *testing.T) {
	texts := map[string]string{}
	for _, a := range Arguments() {
		texts[a.Name] = a.Description
	}
	for _, k := range PolicyKeys() {
		texts["policy "+k.Attribute] = k.Description
	}
	for name, text := range texts {
		if len(text) < 20 || !strings.HasSuffix(text, ".") || strings.Count(text, "`")%2 != 0 {
			t.Errorf("%s: %q is no description", name, text)
		}
	}
}

// No description, limit or span may speak of a type that the row does not list.
func TestPerTypeSpansAreOfListedTypes(t *testing.T) {
	for _, a := range Arguments() {
		for queueType := range a.PerType {
			if _, ok := a.Versions(queueType); !ok {
				t.Errorf("%s has versions for a %s, which does not take it", a.Name, queueType)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	v := func(major, minor, patch int) capability.Version {
		return capability.Version{Major: major, Minor: minor, Patch: patch}
	}
	for _, row := range []struct {
		span           Span
		text           string
		first, outside capability.Version
	}{
		{Span{}, "every version of RabbitMQ", v(3, 8, 0), capability.Version{Major: -1}},
		{from(3, 12, 7), "RabbitMQ 3.12.7 and later", v(3, 12, 7), v(3, 12, 6)},
		{until(rabbitMQ40), "RabbitMQ before 4.0", v(3, 13, 7), v(4, 0, 0)},
		{from(3, 12, 0).before(rabbitMQ43), "RabbitMQ 3.12 and later, before 4.3", v(4, 2, 9), v(4, 3, 0)},
	} {
		if got := row.span.String(); got != row.text {
			t.Errorf("String() = %q, want %q", got, row.text)
		}
		if !row.span.Holds(row.first) || row.span.Holds(row.outside) {
			t.Errorf("%s: holds %v: %t, holds %v: %t", row.text, row.first, row.span.Holds(row.first), row.outside, row.span.Holds(row.outside))
		}
	}
}

// Lists handed out are copies: a caller that sorts one must not change what others see.
func TestListsAreCopies(t *testing.T) {
	Arguments()[0].Name, PolicyKeys()[0].Name = "spoilt", "spoilt"
	if Arguments()[0].Name == "spoilt" || PolicyKeys()[0].Name == "spoilt" {
		t.Error("a caller can change the tables")
	}
}
