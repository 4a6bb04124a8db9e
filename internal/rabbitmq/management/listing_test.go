package management

import (
	"strings"
	"testing"
	"testing/quick"
)

func TestNoTwoKeysArePackedIntoTheSame(t *testing.T) {
	if err := quick.Check(func(a, b objectKey) bool { return (a == b) == (a.packed() == b.packed()) }, nil); err != nil {
		t.Error(err)
	}
	// What lies at the border between two words is where keys would meet.
	packed := map[string]objectKey{}
	for _, key := range []objectKey{
		{}, {Vhost: "a"}, {Name: "a"}, {Vhost: "a", Name: "b"}, {Vhost: "ab"}, {Name: "ab"}, {Vhost: "a\x01b"}, {Vhost: "\x01a"},
		{Vhost: strings.Repeat("a", 300)}, {Component: "a"}, {Exchange: "a"}, {User: "a"}, {PropertiesKey: "a"}, {DestinationType: "a"},
	} {
		if other, met := packed[key.packed()]; met {
			t.Errorf("%+v and %+v are packed into the same", key, other)
		}
		packed[key.packed()] = key
	}
}

func TestListKeepsNoBindingsOfTheDefaultExchange(t *testing.T) {
	var listed listing
	err := listed.read(strings.NewReader(`[
		{"source":"","vhost":"v","destination":"q","destination_type":"queue","routing_key":"q","properties_key":"q"},
		{"source":"x","vhost":"v","destination":"q","destination_type":"queue","routing_key":"k","properties_key":"k"},
		{"name":"q","vhost":"v"}]`))
	if err != nil || len(listed.objects) != 2 {
		t.Errorf("%v: %v", err, listed.objects)
	}
	for _, key := range []objectKey{
		{Source: "x", Vhost: "v", Destination: "q", DestinationType: "queue", PropertiesKey: "k"}, {Name: "q", Vhost: "v"},
	} {
		if raw, known := listed.take(key); !known || raw == nil {
			t.Errorf("the list does not name %+v", key)
		}
		if raw, known := listed.take(key); !known || raw != nil {
			t.Errorf("%+v is taken twice: %s", key, raw)
		}
	}
}
