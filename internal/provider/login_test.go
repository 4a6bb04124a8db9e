package provider

import (
	"context"
	"crypto/tls"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi/httpapitest"
)

// planned are objects of every resource type that needs the management API.
func planned() map[string]map[string]any {
	out := creations()
	maps.Copy(out, map[string]map[string]any{
		"queue":                   {"vhost": "v", "name": "q"},
		"exchange":                {"vhost": "v", "name": "x", "type": "topic"},
		"binding":                 {"vhost": "v", "source": "x", "destination": "q", "destination_type": "queue", "routing_key": "k"},
		"cluster_name":            {"name": "c"},
		"feature_flag":            {"name": "quorum_queue"},
		"federation_upstream_set": {"vhost": "v", "name": "s", "upstream": []any{map[string]any{"name": "u"}}},
	})
	return out
}

// withoutManagement is the only resource that needs no endpoint: it speaks to Erlang nodes.
const withoutManagement = "cluster_member"

// planCreation is the plan of an object that is not in the state.
func (c *caller) planCreation(t *testing.T, typeName string, config map[string]any) (failures, warnings string) {
	t.Helper()
	schema := c.schemas.ResourceSchemas[typeName]
	none, err := tfprotov6.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), nil))
	if err != nil {
		t.Fatal(err)
	}
	written := encode(t, schema, config)
	answer, err := c.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, Config: written, PriorState: &none, ProposedNewState: written,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range answer.Diagnostics {
		if each.Severity == tfprotov6.DiagnosticSeverityError {
			failures += each.Summary + ": " + each.Detail + "\n"
		} else {
			warnings += each.Summary + ": " + each.Detail + "\n"
		}
	}
	return failures, warnings
}

// What no apply can mend is an error of the plan, of every resource that needs the broker; a broker that is away, which the same
// apply may start, is a warning; and one that is not known yet is neither.
func TestPlanShowsABrokenProvider(t *testing.T) {
	refuse := func(status int, reason string) string {
		body := fmt.Sprintf(`{"error":"not_authorised","reason":%q}`, reason)
		return httpapitest.NewNode(t, httpapitest.Answering(status, body)).URL
	}
	secure := httpapitest.NewSecureNode(t, httpapitest.Answering(http.StatusOK, `{}`), func(*tls.Config) {}).URL
	for name, test := range map[string]struct{ endpoints, failure, warning string }{
		"no endpoints":             {"", "No RabbitMQ broker to talk to: No endpoint of the management API is given", ""},
		"a wrong password":         {refuse(401, "Login failed"), "The provider cannot log in to the broker: GET http://127.0.0.1", ""},
		"a user without a tag":     {refuse(401, "Not management user"), "has no tag", ""},
		"a user who is refused":    {refuse(403, "Access refused."), "The provider cannot log in", ""},
		"every node refuses":       {refuse(401, "Login failed") + "," + refuse(401, "Login failed"), "Check username and password", ""},
		"http to a port with TLS":  {strings.Replace(secure, "https", "http", 1), "Write https:// in place of http://", ""},
		"the port for AMQP":        {"http://" + httpapitest.NewListener(t, httpapitest.Saying(httpapitest.AMQPHeader)), "This is a port for AMQP clients", ""},
		"nobody listens":           {httpapitest.DeadEndpoint(t), "", "Nothing listens there"},
		"one refuses, one is away": {refuse(401, "Login failed") + "," + httpapitest.DeadEndpoint(t), "", "Check username and password"},
		"an unknown authority":     {secure, "", "ca_file"},
		"no node behind balancer":  {httpapitest.NewNode(t, httpapitest.Answering(503, "")).URL, "", "no broker behind it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("RABBITMQ_ENDPOINTS", test.endpoints)
			t.Setenv("RABBITMQ_MAX_RETRIES", "0")
			caller := newCaller(t, newServer())
			everyResource(t, caller, func(kind string, config map[string]any) {
				failures, warnings := caller.planCreation(t, "rabbitmqha_"+kind, config)
				if !strings.Contains(failures, test.failure) || test.failure == "" && failures != "" {
					t.Errorf("%s: want the error %q, got %q", kind, test.failure, failures)
				}
				if !strings.Contains(warnings, test.warning) || test.warning == "" && strings.Contains(warnings, "could not be asked") {
					t.Errorf("%s: want the warning %q, got %q", kind, test.warning, warnings)
				}
			})
		})
	}
}

// everyResource visits all that need the management API, and fails for those of which no object is known.
func everyResource(t *testing.T, c *caller, visit func(kind string, config map[string]any)) {
	t.Helper()
	objects := planned()
	for _, typeName := range slices.Sorted(maps.Keys(c.schemas.ResourceSchemas)) {
		kind := strings.TrimPrefix(typeName, "rabbitmqha_")
		config, known := objects[kind]
		switch {
		case kind == withoutManagement:
		case !known:
			t.Errorf("%s: add an object to the table", typeName)
		default:
			visit(kind, config)
		}
	}
}

func TestPlanOfAnUnknownBrokerIsPossible(t *testing.T) {
	t.Setenv("RABBITMQ_ENDPOINTS", "")
	server := newServer()
	caller := newCaller(t, server)
	form := caller.schemas.Provider.ValueType()
	object, _ := form.(tftypes.Object)
	values := map[string]tftypes.Value{}
	for attribute, each := range object.AttributeTypes {
		values[attribute] = tftypes.NewValue(each, nil)
	}
	values["endpoints"] = tftypes.NewValue(object.AttributeTypes["endpoints"], tftypes.UnknownValue)
	config, err := tfprotov6.NewDynamicValue(form, tftypes.NewValue(form, values))
	if err != nil {
		t.Fatal(err)
	}
	if configured, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: &config}); err != nil || len(configured.Diagnostics) > 0 {
		t.Fatal(err, configured)
	}
	everyResource(t, caller, func(kind string, config map[string]any) {
		if failures, warnings := caller.planCreation(t, "rabbitmqha_"+kind, config); failures != "" || strings.Contains(warnings, "could not be asked") {
			t.Errorf("%s: %s%s", kind, failures, warnings)
		}
	})
}

// Data sources that only render need no endpoint; all others say that there is none.
func TestDataSourcesWithoutABroker(t *testing.T) {
	t.Setenv("RABBITMQ_ENDPOINTS", "")
	renders := []string{"rabbitmqha_bigip_as3", "rabbitmqha_client_settings", "rabbitmqha_delivery_check", "rabbitmqha_haproxy_config", "rabbitmqha_node_config"}
	caller := newCaller(t, newServer())
	for typeName, schema := range caller.schemas.DataSourceSchemas {
		answer, err := caller.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
			TypeName: typeName, Config: encode(t, schema, map[string]any{}),
		})
		if err != nil {
			t.Fatal(err)
		}
		refused := slices.ContainsFunc(answer.Diagnostics, func(each *tfprotov6.Diagnostic) bool {
			return each.Severity == tfprotov6.DiagnosticSeverityError && each.Summary == "No RabbitMQ broker to talk to"
		})
		if refused == slices.Contains(renders, typeName) {
			t.Errorf("%s: %v", typeName, answer.Diagnostics)
		}
	}
}
