package conversion

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// situation is a cluster with a queue "q", which is judged, in the virtual host "v".
type situation struct {
	cluster  Cluster
	queue    Queue
	options  Options
	policies []topology.Policy
}

// healthy has nothing that stands in the way.
func healthy(t *testing.T, version string) *situation {
	t.Helper()
	v, err := capability.ParseVersion(version)
	if err != nil {
		t.Fatal(err)
	}
	s := &situation{cluster: Cluster{Broker: capability.Of(v), QuorumQueues: known.Of(true), Erlang: true}, queue: classic("q")}
	for _, name := range []string{"a", "b", "c"} {
		s.cluster.Nodes = append(s.cluster.Nodes, Node{Name: name, Running: true})
	}
	return s
}

func classic(name string) Queue {
	return Queue{
		Name: Name{"v", name}, Type: topology.Classic, Durable: true, State: known.Of("running"), Members: known.Of([]string{"a"}),
		Messages: known.Of(int64(0)), Unacknowledged: known.Of(int64(0)), Arguments: map[string]any{},
	}
}

func (s *situation) assess() Readiness {
	s.cluster.Policies = map[string]topology.Policies{"v": topology.ReadPolicies(s.policies)}
	s.cluster.Queues = append(s.cluster.Queues, s.queue)
	return NewAssessor(s.cluster, s.options).Assess(s.queue)
}

func (s *situation) policy(applyTo string, definition map[string]any) {
	s.policies = append(s.policies, topology.Policy{Name: "p", Pattern: "^q", ApplyTo: applyTo, Definition: definition})
}

// consumed gives the queue a consumer, whose connection is called "app" and has the channel "app (1)".
func (s *situation) consumed() {
	s.cluster.Connections = append(s.cluster.Connections, Connection{Vhost: "v", Name: "app", Protocol: known.Of(amqp091), Client: "py-amqp 5.3.1", User: "u"})
	s.cluster.Channels = append(s.cluster.Channels, Channel{Vhost: "v", Name: "app (1)", GlobalPrefetch: known.Of(int64(0)), Uncommitted: known.Of(int64(0))})
	s.cluster.Consumers = append(s.cluster.Consumers, Consumer{Queue: s.queue.Name, Channel: "app (1)", Connection: "app"})
}

// deadLetters adds a queue "source" that dead-letters, and an exchange "dlx" with bindings by their keys.
func (s *situation) deadLetters(arguments map[string]any, exchangeType string, bindings ...Binding) {
	source := classic("source")
	source.Arguments = arguments
	s.cluster.Queues = append(s.cluster.Queues, source)
	s.cluster.Exchanges = []Exchange{{Name: Name{"v", "dlx"}, Type: exchangeType}}
	for _, binding := range bindings {
		binding.Vhost = "v"
		s.cluster.Bindings = append(s.cluster.Bindings, binding)
	}
}

// cases are by the codes that each is about, and what else it may be called after them.
var cases = map[string]struct {
	version string
	change  func(*situation)
	verdict Verdict
}{
	"": {"3.13.7", func(*situation) {}, Ready},

	"too_few_nodes":           {"3.13.7", func(s *situation) { s.cluster.Nodes = s.cluster.Nodes[:2] }, Blocked},
	"too_few_nodes node_down": {"3.13.7", func(s *situation) { s.cluster.Nodes[1] = Node{Name: "b"} }, Blocked},
	"node_in_maintenance":     {"3.13.7", func(s *situation) { s.cluster.Nodes[1].Drained = true }, Blocked},
	"partition":               {"3.13.7", func(s *situation) { s.cluster.Nodes[1].Partitions = []string{"a"} }, Blocked},
	"alarm":                   {"3.13.7", func(s *situation) { s.cluster.Nodes[1].Alarm = true }, Blocked},
	"quorum_queues_disabled":  {"3.10.8", func(s *situation) { s.cluster.QuorumQueues = known.Of(false) }, Blocked},
	"feature_flags_unknown":   {"3.10.8", func(s *situation) { s.cluster.QuorumQueues = known.Value[bool]{} }, Unknown},
	": flag is required":      {"3.11.0", func(s *situation) { s.cluster.QuorumQueues = known.Value[bool]{} }, Ready},
	"erlang_unknown":          {"3.13.7", func(s *situation) { s.cluster.Erlang = false }, Unknown},
	"node_unreachable":        {"3.13.7", func(s *situation) { s.cluster.Unreachable = []string{"b"} }, Blocked},

	"exclusive":    {"3.13.7", func(s *situation) { s.queue.Exclusive = true }, Blocked},
	"auto_delete":  {"3.13.7", func(s *situation) { s.queue.AutoDelete = true }, Blocked},
	"not_durable":  {"3.13.7", func(s *situation) { s.queue.Durable = false }, Blocked},
	"server_named": {"3.13.7", func(s *situation) { s.queue.Name.Name = "amq.gen-JzTY20BRgKO-HjmUJj0wLg" }, Blocked},
	"mqtt_queue":   {"3.13.7", func(s *situation) { s.queue.Name.Name = "mqtt-subscription-client1qos1" }, Blocked},

	"queue_down":          {"3.13.7", func(s *situation) { s.queue.State = known.Of("down") }, Blocked},
	"not_measured":        {"3.13.7", func(s *situation) { s.queue.State = known.Value[string]{} }, Unknown},
	"not_measured: count": {"3.13.7", func(s *situation) { s.queue.Messages = known.Value[int64]{} }, Unknown},
	"unsynchronised_mirrors": {"3.13.7", func(s *situation) {
		s.queue.Members, s.queue.Synchronised = known.Of([]string{"a", "b"}), known.Of([]string{"a"})
	}, Blocked},
	": synchronised": {"3.13.7", func(s *situation) {
		s.queue.Members, s.queue.Synchronised = known.Of([]string{"a", "b"}), known.Of([]string{"a", "b"})
	}, Ready},

	"priorities": {"3.13.7", func(s *situation) { s.queue.Arguments["x-max-priority"] = int64(5) }, Blocked},
	"priorities_dropped": {"3.13.7", func(s *situation) {
		s.queue.Arguments["x-max-priority"], s.options.DropPriorities = int64(5), true
	}, ReadyWithChanges},
	"unsupported_argument expiration_ignored": {"3.8.9", func(s *situation) { s.queue.Arguments["x-message-ttl"] = int64(5) }, Blocked},
	": with a lifetime":                       {"3.10.8", func(s *situation) { s.queue.Arguments["x-message-ttl"] = int64(5) }, Ready},
	"unknown_argument":                        {"3.13.7", func(s *situation) { s.queue.Arguments["x-mine"] = "a" }, ReadyWithChanges},
	"argument_dropped":                        {"3.13.7", func(s *situation) { s.queue.Arguments["x-queue-mode"] = "lazy" }, ReadyWithChanges},
	"overflow_changed":                        {"3.13.7", func(s *situation) { s.queue.Arguments["x-overflow"] = "reject-publish-dlx" }, ReadyWithChanges},
	"expiration_ignored":                      {"3.9.29", func(*situation) {}, ReadyWithChanges},
	"delivery_limit":                          {"4.3.6", func(*situation) {}, ReadyWithChanges},
	": a limit":                               {"4.3.6", func(s *situation) { s.queue.Arguments["x-delivery-limit"] = int64(5) }, Ready},
	"policy_begins: a limit":                  {"4.3.6", func(s *situation) { s.policy("queues", map[string]any{"delivery-limit": int64(5)}) }, ReadyWithChanges},

	"policy_ends":          {"3.13.7", func(s *situation) { s.policy("classic_queues", map[string]any{"max-length": int64(5)}) }, ReadyWithChanges},
	"policy_ends: mirrors": {"3.10.8", func(s *situation) { s.policy("all", map[string]any{"ha-mode": "all", "max-length": int64(5)}) }, ReadyWithChanges},
	": a policy that mirrors": {"3.10.8", func(s *situation) {
		s.policy("all", map[string]any{"ha-mode": "all", "ha-sync-mode": "automatic"})
	}, Ready},
	": how mirrors are synchronised": {"3.13.7", func(s *situation) {
		s.policy("queues", map[string]any{"max-length": int64(5), "ha-sync-batch-size": int64(10)})
	}, Ready},
	": a policy for both": {"3.13.7", func(s *situation) { s.policy("queues", map[string]any{"max-length": int64(5)}) }, Ready},
	"policy_begins":       {"3.13.7", func(s *situation) { s.policy("quorum_queues", map[string]any{"max-length": int64(5)}) }, ReadyWithChanges},
	"policy_unknown": {"3.13.7", func(s *situation) {
		s.policies = []topology.Policy{{Name: "p", Pattern: "(?(?=a)b|c)", ApplyTo: "queues"}}
	}, Unknown},

	"held_messages": {"3.13.7", func(s *situation) { s.queue.Messages, s.queue.Unacknowledged = known.Of(int64(2)), known.Of(int64(2)) }, ReadyWithChanges},
	"long_pause":    {"3.13.7", func(s *situation) { s.queue.Messages = known.Of(int64(50_000)) }, ReadyWithChanges},
	"single_active_consumer": {"3.13.7", func(s *situation) {
		s.queue.Arguments["x-single-active-consumer"], s.queue.Messages = true, known.Of(int64(1))
	}, Blocked},
	": single active, empty": {"3.13.7", func(s *situation) { s.queue.Arguments["x-single-active-consumer"] = true }, Ready},

	"clients_declare": {"3.13.7", func(s *situation) { s.consumed() }, ReadyWithChanges},
	"exclusive_consumer clients_declare": {"3.13.7", func(s *situation) {
		s.consumed()
		s.cluster.Consumers[0].Exclusive = true
	}, Blocked},
	"global_qos clients_declare": {"3.13.7", func(s *situation) {
		s.consumed()
		s.cluster.Channels[0].GlobalPrefetch = known.Of(int64(10))
	}, Blocked},
	"transaction clients_declare": {"3.13.7", func(s *situation) {
		s.consumed()
		s.cluster.Channels[0].Uncommitted = known.Of(int64(1))
	}, Blocked},
	"other_protocol": {"3.13.7", func(s *situation) {
		s.cluster.Connections = []Connection{{Vhost: "v", Name: "m", Protocol: known.Of("MQTT 3-1-1")}}
	}, Blocked},
	": another virtual host's": {"3.13.7", func(s *situation) {
		s.cluster.Connections = []Connection{{Vhost: "w", Name: "m", Protocol: known.Of("MQTT 3-1-1")}}
		s.cluster.Channels = []Channel{{Vhost: "w", Name: "c", Uncommitted: known.Of(int64(1))}}
	}, Ready},
	"client_unknown: a channel": {"3.13.7", func(s *situation) { s.cluster.Channels = []Channel{{Vhost: "v", Name: "c"}} }, Unknown},
	"client_unknown clients_declare: no connection": {"4.3.6", func(s *situation) {
		s.consumed()
		s.cluster.Connections = nil
		s.queue.Arguments["x-delivery-limit"] = int64(5)
	}, Unknown},
	"client_unknown clients_declare: no prefetch count": {"4.2.0", func(s *situation) {
		s.consumed()
		s.cluster.Channels[0].GlobalPrefetch = known.Value[int64]{}
		s.queue.Arguments["x-delivery-limit"] = int64(5)
	}, Unknown},
	"clients_declare: counts of each consumer": {"4.3.6", func(s *situation) {
		s.consumed()
		s.cluster.Channels[0].GlobalPrefetch = known.Value[int64]{}
		s.queue.Arguments["x-delivery-limit"] = int64(5)
	}, ReadyWithChanges},
	"client_unknown": {"3.13.7", func(s *situation) { s.cluster.Connections = []Connection{{Vhost: "v", Name: "m"}} }, Unknown},

	"dead_letter_target": {"3.13.7", func(s *situation) {
		s.deadLetters(map[string]any{"x-dead-letter-exchange": "", "x-dead-letter-routing-key": "q"}, "")
	}, Blocked},
	"dead_letter_target: by an exchange": {"3.13.7", func(s *situation) {
		s.deadLetters(map[string]any{"x-dead-letter-exchange": "dlx"}, "topic", Binding{Source: "dlx", Destination: "q", Key: "#", ToQueue: true})
	}, Blocked},
	"dead_letter_target: by two exchanges": {"3.13.7", func(s *situation) {
		s.deadLetters(map[string]any{"x-dead-letter-exchange": "dlx"}, "fanout", Binding{Source: "dlx", Destination: "y"},
			Binding{Source: "y", Destination: "dlx"}, Binding{Source: "y", Destination: "q", ToQueue: true})
	}, Blocked},
	"dead_letter_target: by its own key": {"3.13.7", func(s *situation) {
		s.deadLetters(map[string]any{"x-dead-letter-exchange": ""}, "", Binding{Source: "x", Destination: "source", Key: "q", ToQueue: true})
	}, Blocked},
	"dead_letter_target: by policy": {"3.13.7", func(s *situation) {
		s.deadLetters(nil, "direct", Binding{Source: "dlx", Destination: "q", Key: "k", ToQueue: true})
		s.policies = []topology.Policy{{Name: "p", Pattern: "^source", ApplyTo: "queues", Definition: map[string]any{
			"dead-letter-exchange": "dlx", "dead-letter-routing-key": "k",
		}}}
	}, Blocked},
	"dead_letter_target: by an alternate exchange": {"3.13.7", func(s *situation) {
		s.deadLetters(map[string]any{"x-dead-letter-exchange": "dlx", "x-dead-letter-routing-key": "k"}, "direct",
			Binding{Source: "other", Destination: "q", Key: "#", ToQueue: true})
		s.cluster.Exchanges[0].Arguments = map[string]any{"alternate-exchange": "other"}
	}, Blocked},
	"dead_letter_target: by an alternate exchange of a policy": {"3.13.7", func(s *situation) {
		s.deadLetters(map[string]any{"x-dead-letter-exchange": "dlx", "x-dead-letter-routing-key": "q"}, "direct")
		s.policies = []topology.Policy{{Name: "p", Pattern: "^dlx", ApplyTo: "exchanges", Definition: map[string]any{"alternate-exchange": ""}}}
	}, Blocked},
	": dead letters to another": {"3.13.7", func(s *situation) {
		s.deadLetters(map[string]any{"x-dead-letter-exchange": "dlx", "x-dead-letter-routing-key": "other"}, "direct",
			Binding{Source: "dlx", Destination: "q", Key: "q", ToQueue: true}, Binding{Source: "dlx", Destination: "other", Key: "other", ToQueue: true})
	}, Ready},
	": its own dead letters": {"3.13.7", func(s *situation) {
		s.queue.Arguments["x-dead-letter-exchange"], s.queue.Arguments["x-dead-letter-routing-key"] = "", "q"
	}, Ready},

	"policy_key_ignored": {"3.13.7", func(s *situation) { s.policy("all", map[string]any{"max-length": int64(5), "queue-version": int64(2)}) }, ReadyWithChanges},
}

func TestReadiness(t *testing.T) {
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			s := healthy(t, test.version)
			test.change(s)
			got := s.assess()
			var codes []string
			for _, finding := range got.Findings {
				codes = append(codes, string(finding.Code))
			}
			wanted, _, _ := strings.Cut(name, ":")
			if strings.Join(codes, " ") != wanted || got.Verdict != test.verdict {
				t.Errorf("%s, %+v", got.Verdict, got.Findings)
			}
		})
	}
}

// Every rule is found in a case, and is written as all are.
func TestRules(t *testing.T) {
	names := strings.Join(slices.Collect(maps.Keys(cases)), " ")
	seen := map[Code]bool{}
	for _, rule := range Rules() {
		if !slices.Contains(strings.FieldsFunc(names, func(r rune) bool { return r == ' ' || r == ':' }), string(rule.Code)) {
			t.Errorf("%s is not tested", rule.Code)
		}
		if seen[rule.Code] || !strings.HasSuffix(rule.Meaning, ".") || !strings.HasSuffix(rule.Action, ".") || !slices.Contains(Verdicts(), rule.Verdict) {
			t.Errorf("%+v", rule)
		}
		seen[rule.Code] = true
	}
}

func TestQuorumArguments(t *testing.T) {
	s := healthy(t, "3.13.7")
	s.queue.Arguments = map[string]any{
		"x-queue-type": "classic", "x-queue-mode": "lazy", "x-ha-policy": "all", "x-max-length": int64(5), "x-overflow": "reject-publish-dlx",
		"x-mine": true, "x-dead-letter-exchange": "", "x-max-priority": int64(3),
	}
	want := map[string]any{"x-queue-type": "quorum", "x-max-length": int64(5), "x-overflow": "reject-publish", "x-mine": true, "x-dead-letter-exchange": ""}
	if diff := cmp.Diff(want, s.assess().QuorumArguments); diff != "" {
		t.Error(diff)
	}
}

func TestClientsAndPause(t *testing.T) {
	s := healthy(t, "3.13.7")
	s.consumed()
	s.cluster.Consumers = append(s.cluster.Consumers, s.cluster.Consumers[0], Consumer{Queue: s.queue.Name, Connection: "gone"})
	s.queue.Messages = known.Of(int64(2500))
	got := s.assess()
	want := []Client{{Connection: "app", Protocol: amqp091, User: "u", Client: "py-amqp 5.3.1", Consumers: 2}, {Connection: "gone", Consumers: 1}}
	if diff := cmp.Diff(want, got.Clients); diff != "" {
		t.Error(diff)
	}
	if pause, isKnown := got.Pause.Get(); !isKnown || pause != 3*time.Second {
		t.Errorf("%v, %v", pause, isKnown)
	}
}
