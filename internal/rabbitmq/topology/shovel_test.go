package topology

import (
	"encoding/json"
	"maps"
	"testing"
)

type values = map[string]any

// shovelOf is a shovel from queue a to queue b over amqp091, with more said for its two ends.
func shovelOf(from, to values) Shovel {
	s := Shovel{
		Source:      ShovelEnd{URIs: []string{"amqp://h"}, Protocol: AMQP091, Values: values{"src-queue": "a"}},
		Destination: ShovelEnd{URIs: []string{"amqp://h"}, Protocol: AMQP091, Values: values{"dest-queue": "b"}},
	}
	for _, end := range []struct {
		to   *ShovelEnd
		more values
	}{{&s.Source, from}, {&s.Destination, to}} {
		if protocol, ok := end.more["protocol"].(string); ok {
			end.to.Protocol, end.to.Values = protocol, values{}
		}
		maps.Copy(end.to.Values, end.more)
		maps.DeleteFunc(end.to.Values, func(name string, value any) bool { return value == nil || name == "protocol" })
	}
	return s
}

func TestShovelsThatNoBrokerTakes(t *testing.T) {
	amqp10 := values{"protocol": AMQP10, "src-address": "/queues/a"}
	for name, test := range map[string]struct {
		from, to values
		want     string
	}{
		"minimal":            {nil, nil, ""},
		"exchanges":          {values{"src-queue": nil, "src-exchange": "e", "src-exchange-key": "k"}, values{"dest-queue": nil, "dest-exchange": "e", "dest-exchange-key": "k"}, ""},
		"no destination":     {nil, values{"dest-queue": nil}, ""},
		"only a key":         {nil, values{"dest-queue": nil, "dest-exchange-key": "k"}, ""},
		"AMQP 1.0":           {amqp10, values{"protocol": AMQP10, "dest-address": "/queues/b", "dest-properties": values{"subject": "s"}}, ""},
		"local":              {values{"protocol": Local, "src-queue": "a"}, values{"protocol": Local, "dest-exchange": "b"}, ""},
		"not known yet":      {values{"protocol": "", "src-queue": Unknown, "src-address": Unknown}, nil, ""},
		"argument unknown":   {values{"src-queue-args": Unknown, "src-delete-after": Unknown}, values{"dest-publish-properties": Unknown}, ""},
		"no source":          {values{"src-queue": nil}, nil, "source: The source is neither a queue nor an exchange"},
		"two sources":        {values{"src-exchange": "e"}, nil, "source.exchange: The source is both a queue and an exchange"},
		"two destinations":   {nil, values{"dest-exchange": "e"}, "destination.exchange: The destination is both a queue and an exchange"},
		"key of a queue":     {values{"src-exchange-key": "k"}, nil, "source.exchange_key: exchange_key does nothing without exchange"},
		"key for a queue":    {nil, values{"dest-exchange-key": "k"}, "destination.exchange_key: exchange_key does nothing with queue"},
		"nothing to declare": {nil, values{"dest-queue": nil, "dest-queue-args": values{}}, "destination.queue_arguments: queue_arguments do nothing without queue"},
		"no such protocol":   {values{"protocol": "amqp"}, nil, `source.protocol: protocol cannot be "amqp"`},
		"no address":         {values{"protocol": AMQP10}, nil, "source: The source has no address"},
		"queue with 1.0":     {values{"protocol": AMQP10, "src-address": "/a", "src-queue": "a"}, nil, "source.queue: queue is not for the protocol amqp10"},
		"address with 0-9-1": {values{"src-address": "/a"}, nil, "source.address: address is not for the protocol amqp091"},
		"prefetch locally":   {values{"protocol": Local, "src-queue": "a", "src-prefetch-count": int64(5)}, nil, "source.prefetch_count: prefetch_count is not for the protocol local"},
		"no credit":          {values{"protocol": AMQP10, "src-address": "/a", "src-prefetch-count": int64(0)}, nil, "source.prefetch_count: prefetch_count cannot be 0 with amqp10"},
		"length with 1.0":    {values{"protocol": AMQP10, "src-address": "/a", "src-delete-after": "queue-length"}, nil, `source.delete_after: delete_after cannot be "queue-length" with amqp10`},
		"after a word":       {values{"src-delete-after": "later"}, nil, `source.delete_after: delete_after cannot be "later"`},
		"after minus one":    {values{"src-delete-after": "-1"}, nil, `source.delete_after: delete_after cannot be "-1"`},
		"no time":            {values{"src-delete-after-duration": int64(0)}, nil, "source.delete_after_duration: delete_after_duration cannot be 0"},
		"header":             {nil, values{"dest-publish-properties": values{"headers": values{}}}, "destination.publish_properties: There is no publish property headers"},
		"string for a number": {nil, values{"dest-publish-properties": values{"delivery_mode": "2"}},
			`destination.publish_properties: The publish property delivery_mode cannot be "2"`},
		"number for a string": {nil, values{"dest-publish-properties": values{"expiration": json.Number("5")}},
			"destination.publish_properties: The publish property expiration cannot be 5"},
		"all properties": {nil, values{"dest-publish-properties": values{"delivery_mode": json.Number("2"), "priority": json.Number("9"), "expiration": "5"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := said(CheckShovel(shovelOf(test.from, test.to))); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestShovelsAsAWhole(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Shovel)
		want   string
	}{
		"counted without acknowledgements": {
			func(s *Shovel) { s.Values, s.Source.Values["src-delete-after"] = values{"ack-mode": "no-ack"}, "5" },
			`source.delete_after: delete_after cannot be a number with ack_mode = "no-ack"`,
		},
		"as long as the queue, without acknowledgements": {
			func(s *Shovel) {
				s.Values, s.Source.Values["src-delete-after"] = values{"ack-mode": "no-ack"}, "queue-length"
			}, "",
		},
		"attribute as JSON": {func(s *Shovel) { s.Other = values{"dest-queue": "b"} }, "definition_json: dest-queue is the attribute destination.queue"},
		"URI as JSON":       {func(s *Shovel) { s.Other = values{"src-uri": "b"} }, "definition_json: src-uri is the attribute source.uris"},
		"old name as JSON":  {func(s *Shovel) { s.Other = values{"prefetch-count": 5} }, "definition_json: prefetch-count is the attribute source.prefetch_count"},
		"internal":          {func(s *Shovel) { s.Other = values{"internal": true} }, ""},
		"two URIs over 1.0": {func(s *Shovel) {
			s.Destination = ShovelEnd{URIs: []string{"amqp://a", "amqp://b"}, Protocol: AMQP10, Values: values{"dest-address": "/b"}}
		}, "warning destination.uris: Only the first URI is used"},
		"two URIs over 0-9-1": {func(s *Shovel) { s.Destination.URIs = []string{"amqp://a", "amqp://b"} }, ""},
		"no URI":              {func(s *Shovel) { s.Destination.URIs = []string{} }, "destination.uris: There is no URI"},
		"negative delay":      {func(s *Shovel) { s.Values = values{"reconnect-delay": int64(-1)} }, "reconnect_delay: reconnect_delay cannot be -1"},
	} {
		t.Run(name, func(t *testing.T) {
			s := shovelOf(nil, nil)
			test.change(&s)
			if got := said(CheckShovel(s)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestShovelKeysOfVersions(t *testing.T) {
	all := shovelOf(values{
		"src-queue-args": values{}, "src-predeclared": true, "src-consumer-args": values{}, "src-consumer-name": "c", "src-delete-after-duration": int64(5),
	}, nil)
	over10 := shovelOf(
		values{"protocol": AMQP10, "src-address": "/a", "src-predeclared": true, "src-consumer-args": values{}},
		values{"protocol": AMQP10, "dest-address": "/b", "dest-properties": values{}},
	)
	local := shovelOf(values{"protocol": Local, "src-queue": "a", "src-predeclared": true, "src-consumer-args": values{}, "src-queue-args": values{}}, nil)
	for _, test := range []struct {
		shovel  Shovel
		version string
		want    string
	}{
		{all, "3.8.9", "source.queue_arguments source.predeclared source.consumer_name source.consumer_arguments source.delete_after_duration"},
		{all, "3.8.12", "source.predeclared source.consumer_name source.consumer_arguments source.delete_after_duration"},
		{all, "3.10.8", "source.predeclared source.consumer_name source.delete_after_duration"},
		{all, "4.0.5", "source.consumer_name source.delete_after_duration"},
		{all, "4.3.4", "source.delete_after_duration"},
		{all, "4.3.5", ""},
		{over10, "3.10.8", "source.predeclared source.consumer_arguments"},
		{over10, "4.2.0", "source.predeclared source.consumer_arguments destination.properties"},
		{over10, "4.3.2", "source.consumer_arguments destination.properties"},
		{over10, "4.3.3", "destination.properties"},
		{local, "4.1.8", "source.protocol"},
		{local, "4.2.0", ""},
	} {
		got := ""
		for _, problem := range CheckShovelOn(test.shovel, brokerOf(t, test.version)) {
			got += " " + problem.Attribute
		}
		if got != "" {
			got = got[1:]
		}
		if got != test.want {
			t.Errorf("%s: %s\nwant %s", test.version, got, test.want)
		}
	}
}

func TestParametersOfOthers(t *testing.T) {
	for component, want := range map[string]string{
		"mine": "", "": "",
		"policy":       `component: "policy" is not set as a parameter`,
		"vhost-limits": `component: "vhost-limits" is not set as a parameter`,
		"shovel":       "warning component: rabbitmqha_shovel does this better",
	} {
		if got := said(CheckParameter(component)); got != want {
			t.Errorf("%s: %s", component, got)
		}
	}
	for name, want := range map[string]string{
		"mine": "", "": "",
		"cluster_name":        `name: The global parameter "cluster_name" is the broker's own`,
		"internal_cluster_id": `name: The global parameter "internal_cluster_id" is the broker's own`,
	} {
		if got := said(CheckGlobalParameter(name)); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if ParameterPlugin("shovel") != "rabbitmq_shovel" || ParameterPlugin("mine") != "" {
		t.Error("plugins")
	}
}
