package topology

import (
	"encoding/json"
	"slices"
	"testing"
)

// TestPolicyProblems has one row for each rule, with the text that a user reads.
func TestPolicyProblems(t *testing.T) {
	type m = map[string]any
	user := func(definition m) Policy { return Policy{Pattern: "^q", ApplyTo: "queues", Definition: definition} }
	operator := func(definition m) Policy {
		return Policy{Kind: OperatorPolicy, Pattern: "^q", ApplyTo: "queues", Definition: definition}
	}
	for name, row := range map[string]struct {
		policy Policy
		want   []string
	}{
		"nothing wrong":      {user(m{"message-ttl": int64(0), "delivery-limit": int64(-1)}), nil},
		"any name":           {Policy{Name: "a/b@c", Definition: m{"expires": int64(1)}}, nil},
		"broken pattern":     {Policy{Pattern: "celery(", Definition: m{"expires": int64(1)}}, []string{"pattern: The pattern is not a regular expression"}},
		"empty":              {Policy{Pattern: ".*"}, []string{"definition: The policy's definition is empty"}},
		"a plugin's only":    {Policy{PluginDefinition: m{"shards-per-node": json.Number("2")}}, nil},
		"unknown apply_to":   {Policy{ApplyTo: "queue", Definition: m{"expires": int64(1)}}, []string{`apply_to: apply_to cannot be "queue"`}},
		"number for text":    {user(m{"dead-letter-exchange": int64(42)}), []string{"definition.dead_letter_exchange: dead_letter_exchange cannot be 42"}},
		"text for number":    {user(m{"max-length": "5"}), []string{`definition.max_length: max_length cannot be "5"`}},
		"digits as text":     {user(m{"dead-letter-exchange": "d", "dead-letter-routing-key": "42"}), nil},
		"long life":          {user(m{"message-ttl": int64(400_000_000_000)}), nil},
		"unknown word":       {user(m{"queue-mode": "eager"}), []string{`definition.queue_mode: queue_mode cannot be "eager"`}},
		"group of none":      {user(m{"target-group-size": int64(0)}), []string{"definition.target_group_size: target_group_size cannot be 0"}},
		"operator's routing": {operator(m{"dead-letter-exchange": "d"}), []string{"definition.dead_letter_exchange: An operator policy cannot set dead_letter_exchange"}},
		"operator's limit":   {operator(m{"max-length": int64(5), "overflow": "drop-head"}), nil},
		"operator for all":   {Policy{Kind: OperatorPolicy, ApplyTo: "all", Definition: m{"expires": int64(1)}}, nil},
		"operator for exchanges": {Policy{Kind: OperatorPolicy, ApplyTo: "exchanges", Definition: m{"expires": Unknown}}, []string{
			"apply_to: An operator policy does nothing on exchanges", "definition.expires: expires does nothing on exchanges (warning)"}},
		"alternate of queues": {user(m{"alternate-exchange": "a"}), []string{
			"definition.alternate_exchange: alternate_exchange does nothing on queues (warning)"}},
		"alternate of exchanges": {Policy{ApplyTo: "exchanges", Definition: m{"alternate-exchange": "a"}}, nil},
		"dlx on full quorum":     {Policy{ApplyTo: "quorum_queues", Definition: m{"overflow": "reject-publish-dlx"}}, []string{"definition.overflow: A quorum queue cannot reject-publish-dlx"}},
		"dlx on full queues":     {user(m{"overflow": "reject-publish-dlx"}), nil},

		"mirror all":              {user(m{"ha-mode": "all", "ha-sync-mode": "automatic", "ha-sync-batch-size": int64(1)}), nil},
		"mirror exactly":          {user(m{"ha-mode": "exactly", "ha-params": int64(2)}), nil},
		"mirror nodes":            {user(m{"ha-mode": "nodes", "ha-params": []string{"rabbit@a"}}), nil},
		"mirror bogus":            {user(m{"ha-mode": "most"}), []string{`definition.ha_mode: ha_mode cannot be "most"`}},
		"sync alone":              {user(m{"ha-sync-mode": "automatic"}), []string{"definition.ha_sync_mode: ha_sync_mode needs ha_mode"}},
		"replicas alone":          {user(m{"ha-params": int64(2)}), []string{"definition.ha_replicas: ha_replicas needs ha_mode"}},
		"nodes alone":             {user(m{"ha-params": []string{"a"}}), []string{"definition.ha_nodes: ha_nodes needs ha_mode"}},
		"exactly how many":        {user(m{"ha-mode": "exactly"}), []string{`definition.ha_mode: ha_mode = "exactly" needs ha_replicas`}},
		"exactly these":           {user(m{"ha-mode": "exactly", "ha-params": []string{"a"}}), []string{`definition.ha_mode: ha_mode = "exactly" needs ha_replicas`}},
		"exactly none":            {user(m{"ha-mode": "exactly", "ha-params": int64(0)}), []string{"definition.ha_replicas: ha_replicas cannot be 0"}},
		"exactly, not known yet":  {user(m{"ha-mode": "exactly", "ha-params": Unknown}), nil},
		"nodes, but which":        {user(m{"ha-mode": "nodes"}), []string{`definition.ha_mode: ha_mode = "nodes" needs ha_nodes`}},
		"nodes, but how many":     {user(m{"ha-mode": "nodes", "ha-params": int64(2)}), []string{`definition.ha_mode: ha_mode = "nodes" needs ha_nodes`}},
		"no nodes":                {user(m{"ha-mode": "nodes", "ha-params": []string{}}), []string{"definition.ha_nodes: ha_nodes cannot be []"}},
		"nodes, not known yet":    {user(m{"ha-mode": "nodes", "ha-params": Unknown}), nil},
		"all with a number":       {user(m{"ha-mode": "all", "ha-params": int64(2)}), []string{`definition.ha_replicas: ha_mode = "all" takes no ha_replicas`}},
		"all with names":          {user(m{"ha-mode": "all", "ha-params": []string{"a"}}), []string{`definition.ha_nodes: ha_mode = "all" takes no ha_nodes`}},
		"mode not known yet":      {user(m{"ha-mode": Unknown, "ha-params": int64(2)}), nil},
		"operator's sync batches": {operator(m{"ha-mode": "all", "ha-sync-batch-size": int64(1)}), []string{"definition.ha_sync_batch_size: An operator policy cannot set ha_sync_batch_size"}},

		"routing key alone": {user(m{"dead-letter-routing-key": "k"}), []string{
			"definition.dead_letter_routing_key: dead_letter_routing_key needs dead_letter_exchange (warning)"}},
		"at least once": {user(m{"dead-letter-strategy": "at-least-once", "overflow": "reject-publish", "dead-letter-exchange": ""}), nil},
		"at least once, dropping": {user(m{"dead-letter-strategy": "at-least-once", "dead-letter-exchange": "d"}), []string{
			`definition.dead_letter_strategy: at-least-once needs overflow = "reject-publish" (warning)`}},
		"strategy alone": {user(m{"dead-letter-strategy": "at-most-once"}), []string{
			"definition.dead_letter_strategy: dead_letter_strategy needs dead_letter_exchange (warning)"}},
		"retry without wait": {user(m{"delayed-retry-type": "failed"}), []string{"definition.delayed_retry_type: delayed_retry_type needs delayed_retry_min"}},
		"retry, most below least": {operator(m{"delayed-retry-min": int64(2), "delayed-retry-max": int64(1)}), []string{
			"definition.delayed_retry_max: delayed_retry_max is smaller than delayed_retry_min"}},
		"two federations": {user(m{"federation-upstream": "u", "federation-upstream-set": "all"}), []string{
			"definition.federation_upstream_set: federation_upstream_set cannot go with federation_upstream"}},
		"broken federation": {user(m{"federation-upstream-pattern": "["}), []string{
			"definition.federation_upstream_pattern: The pattern is not a regular expression"}},

		"queue type":   {Policy{PluginDefinition: m{"queue-type": "quorum"}}, []string{"definition_json: A policy cannot set queue-type"}},
		"group size":   {Policy{PluginDefinition: m{"quorum-initial-group-size": json.Number("3")}}, []string{"definition_json: A policy cannot set quorum-initial-group-size"}},
		"typed key":    {Policy{PluginDefinition: m{"ha-params": json.Number("3")}}, []string{"definition_json: ha-params is the attribute ha_replicas or ha_nodes"}},
		"misspelt key": {Policy{PluginDefinition: m{"max-lengt": json.Number("3")}}, []string{"definition_json: Unknown key max-lengt: did you mean max-length?"}},
		"foreign keys": {Policy{PluginDefinition: m{"routing-key": "1", "member-placement-tag": "a", "selector-fields": []any{"b"}}}, nil},
	} {
		if got := brief(CheckPolicy(row.policy)); !slices.Equal(got, row.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, row.want)
		}
	}
}

// Every typed key with a value in its limits passes alone, apart from those that need another.
func TestPolicyKeysPass(t *testing.T) {
	needs := map[string]map[string]any{
		"ha_replicas": {"ha-mode": "exactly"}, "ha_nodes": {"ha-mode": "nodes"}, "ha_sync_mode": {"ha-mode": "all"},
		"ha_sync_batch_size": {"ha-mode": "all"}, "ha_promote_on_shutdown": {"ha-mode": "all"}, "ha_promote_on_failure": {"ha-mode": "all"},
		"dead_letter_routing_key": {"dead-letter-exchange": "d"}, "dead_letter_strategy": {"dead-letter-exchange": "d"},
		"delayed_retry_type": {"delayed-retry-min": int64(1)},
	}
	for _, k := range PolicyKeys() {
		definition := map[string]any{k.Name: sample(k.Limits, k.Kind)}
		for name, value := range needs[k.Attribute] {
			definition[name] = value
		}
		if got := CheckPolicy(Policy{Definition: definition}); len(got) != 0 {
			t.Errorf("%v: %v", definition, got)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"x-expires", "x-max-length", "x-max-length-bytes", "ha-mode"}
	for word, want := range map[string]string{
		"x-expire": "x-expires", "x-exipres": "x-expires", "x-max-lengthbytes": "x-max-length-bytes", "x-max-lengt": "x-max-length",
		"X-Max-length": "x-max-length", "ha-mod": "ha-mode", "hamode": "ha-mode", "x-explain": "", "ha-node-x": "", "ha-nodes": "", "x-max": "", "": "",
	} {
		if got, ok := nearest(word, names); got != want || ok != (want != "") {
			t.Errorf("nearest(%q) = %q, %t; want %q", word, got, ok, want)
		}
	}
}

func TestOperatorsAreNotSentToKeysThatTheyCannotSet(t *testing.T) {
	policy := Policy{Kind: OperatorPolicy, Name: "p", ApplyTo: "queues", PluginDefinition: map[string]any{"alternate-exchange": "x"}}
	problems := CheckPolicy(policy)
	if len(problems) != 1 || problems[0].Summary != "An operator policy cannot set alternate-exchange" {
		t.Errorf("%+v", problems)
	}
}
