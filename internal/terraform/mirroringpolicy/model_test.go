package mirroringpolicy

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// haAll is what a configuration with nothing but a name and a pattern is planned as.
func haAll() Model {
	return Model{
		Vhost: types.StringValue("/"), Name: types.StringValue("ha-all"), Pattern: types.StringValue(".*"),
		ApplyTo: types.StringValue("queues"), Priority: types.Int64Value(0),
		Mode: types.StringValue("all"), SyncMode: types.StringValue("automatic"),
		Nodes: types.ListNull(types.StringType), OtherKeys: jsontypes.NewNormalizedNull(),
	}
}

func nodes(names ...string) types.List {
	out, _ := types.ListValueFrom(context.Background(), types.StringType, append([]string{}, names...))
	return out
}

func TestModelSurvivesTheRoundTrip(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Model)
		want   string
	}{
		"as few words as possible": {func(*Model) {}, `{"ha-mode":"all","ha-sync-mode":"automatic"}`},
		"exactly": {func(m *Model) { m.Mode, m.Replicas = types.StringValue("exactly"), types.Int64Value(2) },
			`{"ha-mode":"exactly","ha-params":2,"ha-sync-mode":"automatic"}`},
		"nodes in their own order": {func(m *Model) { m.Mode, m.Nodes = types.StringValue("nodes"), nodes("rabbit@b", "rabbit@a") },
			`{"ha-mode":"nodes","ha-params":["rabbit@b","rabbit@a"],"ha-sync-mode":"automatic"}`},
		"everything": {func(m *Model) {
			m.SyncMode, m.SyncBatchSize = types.StringValue("manual"), types.Int64Value(9007199254740993)
			m.PromoteOnShutdown, m.PromoteOnFailure = types.StringValue("always"), types.StringValue("when-synced")
		}, `{"ha-mode":"all","ha-promote-on-failure":"when-synced","ha-promote-on-shutdown":"always","ha-sync-batch-size":9007199254740993,"ha-sync-mode":"manual"}`},
	} {
		t.Run(name, func(t *testing.T) {
			before := haAll()
			test.change(&before)
			body, err := json.Marshal(before.write())
			if err != nil {
				t.Fatal(err)
			}
			var found management.Policy
			decoder := json.NewDecoder(strings.NewReader(string(body)))
			decoder.UseNumber()
			if err := decoder.Decode(&found); err != nil {
				t.Fatal(err)
			}
			if got, _ := json.Marshal(found.Definition); string(got) != test.want {
				t.Errorf("the broker gets %s, want %s", got, test.want)
			}
			after := before
			after.read(&found)
			before.ID = types.StringValue("%2F/ha-all")
			if diff := cmp.Diff(before, after); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOtherKeysAreShown(t *testing.T) {
	model := haAll()
	model.OtherKeys = jsontypes.NewNormalizedValue(`{"gone":1}`)
	model.read(&management.Policy{Definition: map[string]any{"ha-mode": "all", "expires": json.Number("5"), "ha-params": "two"}})
	if got := model.OtherKeys.ValueString(); got != `{"expires":5,"ha-params":"two"}` {
		t.Error(got)
	}
	if !model.SyncMode.IsNull() || !model.Replicas.IsNull() || !model.Nodes.IsNull() {
		t.Errorf("%+v", model)
	}
	model.read(&management.Policy{Definition: map[string]any{"ha-mode": "all"}})
	if !model.OtherKeys.IsNull() {
		t.Error(model.OtherKeys)
	}
}

func TestCheck(t *testing.T) {
	written := func(change func(*Model)) Model {
		m := Model{Name: types.StringValue("a"), Pattern: types.StringValue("a"), Nodes: types.ListNull(types.StringType)}
		change(&m)
		return m
	}
	for name, test := range map[string]struct {
		model Model
		want  []string
	}{
		"a name and a pattern": {written(func(*Model) {}), nil},
		"no regular expression": {written(func(m *Model) { m.Pattern = types.StringValue("*a") }),
			[]string{"pattern: The pattern is not a regular expression"}},
		"no such mode": {written(func(m *Model) { m.Mode = types.StringValue("some") }), []string{`mode: mode cannot be "some"`}},
		"exactly how many": {written(func(m *Model) { m.Mode = types.StringValue("exactly") }),
			[]string{`mode: mode = "exactly" needs replicas`}},
		"no copy": {written(func(m *Model) { m.Mode, m.Replicas = types.StringValue("exactly"), types.Int64Value(0) }),
			[]string{"replicas: replicas cannot be 0"}},
		"which nodes": {written(func(m *Model) { m.Mode = types.StringValue("nodes") }), []string{`mode: mode = "nodes" needs nodes`}},
		"no node": {written(func(m *Model) { m.Mode, m.Nodes = types.StringValue("nodes"), nodes() }),
			[]string{"nodes: nodes cannot be []"}},
		"all, and how many": {written(func(m *Model) { m.Replicas = types.Int64Value(2) }),
			[]string{`replicas: mode = "all" takes no replicas`}},
		"all, and which": {written(func(m *Model) { m.Nodes = nodes("a") }), []string{`nodes: mode = "all" takes no nodes`}},
		"nodes and replicas": {written(func(m *Model) {
			m.Mode, m.Nodes, m.Replicas = types.StringValue("nodes"), nodes("a"), types.Int64Value(1)
		}),
			[]string{"nodes: nodes cannot go with replicas"}},
		"wrong words": {
			written(func(m *Model) {
				m.SyncMode, m.SyncBatchSize = types.StringValue("auto"), types.Int64Value(0)
				m.PromoteOnShutdown, m.PromoteOnFailure = types.StringValue("yes"), types.StringValue("no")
			}),
			[]string{`sync_mode: sync_mode cannot be "auto"`, "sync_batch_size: sync_batch_size cannot be 0",
				`promote_on_shutdown: promote_on_shutdown cannot be "yes"`, `promote_on_failure: promote_on_failure cannot be "no"`},
		},
		"values not known yet": {
			written(func(m *Model) {
				m.Pattern, m.ApplyTo, m.Mode = types.StringUnknown(), types.StringUnknown(), types.StringUnknown()
				m.Nodes, m.SyncMode, m.SyncBatchSize = types.ListUnknown(types.StringType), types.StringUnknown(), types.Int64Unknown()
			}), nil,
		},
		"nodes not known yet": {
			written(func(m *Model) { m.Mode, m.Nodes = types.StringValue("nodes"), types.ListUnknown(types.StringType) }), nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, said(test.model.check())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCheckOn(t *testing.T) {
	classic := haAll()
	classic.ApplyTo = types.StringValue("classic_queues")
	for name, test := range map[string]struct {
		model   Model
		version capability.Version
		want    []string
	}{
		"the first":               {haAll(), capability.Version{Major: 3, Minor: 8}, nil},
		"the last":                {haAll(), capability.Version{Major: 3, Minor: 13, Patch: 7}, nil},
		"one too late":            {haAll(), capability.Version{Major: 4}, []string{"mode: RabbitMQ 4.0.0 has no mirrored queues"}},
		"classic queues, too old": {classic, capability.Version{Major: 3, Minor: 11}, []string{`apply_to: RabbitMQ 3.11.0 has no apply_to = "classic_queues"`}},
		"classic queues":          {classic, capability.Version{Major: 3, Minor: 12}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, said(test.model.checkOn(capability.Of(test.version)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Everything that the table of policy keys has on mirroring has an attribute here, and problems name it.
func TestEveryMirroringKeyHasItsAttribute(t *testing.T) {
	var resp resource.SchemaResponse
	new(Resource).Schema(t.Context(), resource.SchemaRequest{}, &resp)
	tied := map[string]int{}
	for _, field := range new(Model).fields() {
		tied[field.Name]++
	}
	for _, key := range topology.PolicyKeys() {
		if !strings.HasPrefix(key.Name, "ha-") {
			continue
		}
		tied[key.Name]--
		attribute, ok := resp.Schema.Attributes[ownWords.Replace(key.Attribute)]
		if !ok {
			t.Errorf("%s has no attribute", key.Attribute)
		} else if want := map[topology.Kind]string{topology.Int: "Int64", topology.StringList: "List", topology.String: "String"}[key.Kind]; !strings.Contains(attribute.GetType().String(), want) {
			t.Errorf("%s is of type %s", key.Attribute, attribute.GetType())
		}
	}
	for name, count := range tied {
		if count != 0 {
			t.Errorf("%s is tied %+d times too often", name, count)
		}
	}
}

func said(problems []topology.Problem) []string {
	var out []string
	for _, problem := range problems {
		out = append(out, problem.Attribute+": "+problem.Summary)
	}
	return out
}
