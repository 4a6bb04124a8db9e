package functions

import (
	"context"
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// call runs a function as the framework does, and tells its result and its error.
func call(t *testing.T, f function.Function, unset attr.Value, arguments ...attr.Value) (attr.Value, *function.FuncError) {
	t.Helper()
	resp := function.RunResponse{Result: function.NewResultData(unset)}
	f.Run(context.Background(), function.RunRequest{Arguments: function.NewArgumentsData(arguments)}, &resp)
	return resp.Result.Value(), resp.Error
}

func text(value string) attr.Value { return types.StringValue(value) }

func number(value int64) attr.Value { return types.NumberValue(big.NewFloat(float64(value))) }

// object is an argument as Terraform hands over what is written in braces.
func object(values map[string]attr.Value) attr.Value {
	kinds := map[string]attr.Type{}
	for name, value := range values {
		kinds[name] = value.Type(context.Background())
	}
	return types.ObjectValueMust(kinds, values)
}

func tuple(values ...attr.Value) attr.Value {
	kinds := make([]attr.Type, len(values))
	for i, value := range values {
		kinds[i] = value.Type(context.Background())
	}
	return types.TupleValueMust(kinds, values)
}

func TestAMQPURI(t *testing.T) {
	for name, test := range map[string]struct {
		parts attr.Value
		want  string
	}{
		"nothing": {object(nil), "amqp://"},
		"everything": {object(map[string]attr.Value{
			"scheme": text("amqps"), "host": text("2001:db8::1"), "port": number(5671), "username": text("app"), "password": text("p@ss/w:rd"),
			"vhost": text("/"), "query": object(map[string]attr.Value{
				"heartbeat": number(30), "fail_if_no_peer_cert": types.BoolValue(true), "auth_mechanism": tuple(text("plain"), text("external")),
				"verify": types.StringNull(),
			}),
		}), "amqps://app:p%40ss%2Fw%3Ard@[2001:db8::1]:5671/%2F?auth_mechanism=plain&auth_mechanism=external&fail_if_no_peer_cert=true&heartbeat=30"},
		"no virtual host":        {object(map[string]attr.Value{"host": text("h"), "vhost": types.StringNull()}), "amqp://h"},
		"the empty virtual host": {object(map[string]attr.Value{"host": text("h"), "vhost": text("")}), "amqp://h/"},
		"a port as text":         {object(map[string]attr.Value{"host": text("h"), "port": text("5673")}), "amqp://h:5673"},
		"all null":               {object(map[string]attr.Value{"scheme": types.StringNull(), "host": types.StringNull(), "query": types.DynamicNull()}), "amqp://"},
		"a map":                  {types.MapValueMust(types.StringType, map[string]attr.Value{"host": text("zähler")}), "amqp://z%C3%A4hler"},
		"what parse_amqp_uri returns": {object(map[string]attr.Value{"host": text("h"), "query": types.MapValueMust(types.ListType{ElemType: types.StringType},
			map[string]attr.Value{"a": types.ListValueMust(types.StringType, []attr.Value{text("1"), text("2")})})}), "amqp://h?a=1&a=2"},
	} {
		got, err := call(t, amqpURI{}, types.StringUnknown(), types.DynamicValue(test.parts))
		if err != nil || !got.Equal(text(test.want)) {
			t.Errorf("%s: got %s, %v, want %s", name, got, err, test.want)
		}
	}
}

func TestAMQPURIWaitsForWhatIsUnknown(t *testing.T) {
	for _, parts := range []attr.Value{
		object(map[string]attr.Value{"host": text("h"), "password": types.StringUnknown(), "username": text("u")}),
		object(map[string]attr.Value{"query": object(map[string]attr.Value{"heartbeat": types.NumberUnknown()})}),
		object(map[string]attr.Value{"query": object(map[string]attr.Value{"a": types.ListUnknown(types.StringType)})}),
		object(map[string]attr.Value{"query": types.MapUnknown(types.StringType)}),
		object(map[string]attr.Value{"port": types.DynamicUnknown()}),
		types.MapUnknown(types.StringType),
	} {
		if got, err := call(t, amqpURI{}, types.StringNull(), types.DynamicValue(parts)); err != nil || !got.IsUnknown() {
			t.Errorf("%s: got %s, %v", parts, got, err)
		}
	}
}

func TestAMQPURIRefuses(t *testing.T) {
	for want, parts := range map[string]attr.Value{
		`parts has an attribute "pasword", which is none of query, host, password, port, scheme, username, vhost`: object(map[string]attr.Value{"pasword": text("secret")}),
		"parts is not an object; write { host":        text("amqp://secret"),
		"query is not an object; write {":             object(map[string]attr.Value{"query": text("heartbeat=30")}),
		"query.a is not a string, a number or a bool": object(map[string]attr.Value{"query": object(map[string]attr.Value{"a": object(nil)})}),
		"host is not a string, a number or a bool":    object(map[string]attr.Value{"host": tuple(text("a"))}),
		"port must be a whole number from 1 to 65535": object(map[string]attr.Value{"host": text("h"), "port": text("secret")}),
		"port must be from 1 to 65535":                object(map[string]attr.Value{"host": text("h"), "port": number(65536)}),
		`scheme must be "amqp"`:                       object(map[string]attr.Value{"scheme": text("http")}),
		"password needs a username":                   object(map[string]attr.Value{"password": text("secret")}),
	} {
		_, err := call(t, amqpURI{}, types.StringUnknown(), types.DynamicValue(parts))
		if err == nil || !strings.HasPrefix(err.Text, want) || err.FunctionArgument == nil || *err.FunctionArgument != 0 {
			t.Errorf("got %v, want %s", err, want)
		} else if strings.Contains(err.Text, "secret") {
			t.Errorf("the error tells the secret: %s", err)
		}
	}
}

func TestParseAMQPURI(t *testing.T) {
	returns, ok := definition(parseAMQPURI{}).Return.(function.ObjectReturn)
	if !ok {
		t.Fatal("it returns no object")
	}
	unset := types.ObjectUnknown(returns.AttributeTypes)
	for uri, want := range map[string]string{
		"amqp://": `{"host":<null>,"password":<null>,"port":<null>,"query":{},"scheme":"amqp","username":<null>,"vhost":<null>}`,
		"amqps://app:p%40ss@[::1]:5671/%2F?a=1&a=2": `{"host":"::1","password":"p@ss","port":5671,"query":{"a":["1","2"]},"scheme":"amqps",` +
			`"username":"app","vhost":"/"}`,
		"amqp://h/": `{"host":"h","password":<null>,"port":<null>,"query":{},"scheme":"amqp","username":<null>,"vhost":""}`,
	} {
		got, err := call(t, parseAMQPURI{}, unset, text(uri))
		if err != nil || got.String() != want {
			t.Errorf("%s:\n got %s, %v\nwant %s", uri, got, err, want)
			continue
		}
		again, err := call(t, amqpURI{}, types.StringUnknown(), types.DynamicValue(got))
		if err != nil || !again.Equal(text(uri)) {
			t.Errorf("%s comes back as %s, %v", uri, again, err)
		}
	}
	_, err := call(t, parseAMQPURI{}, unset, text("amqp://u:se:cret@h"))
	if err == nil || !strings.HasPrefix(err.Text, "This is no AMQP URI: user name or password hold a") || strings.Contains(err.Text, "cret") {
		t.Error(err)
	}
}

func TestPolicyMatches(t *testing.T) {
	for _, test := range []struct {
		pattern, name string
		want          bool
		says          string
	}{
		{`^(?!amq\.).*`, "orders", true, ""},
		{`^(?!amq\.).*`, "amq.gen", false, ""},
		{"", "x", true, ""},
		{"*", "x", false, `character 1: "*" repeats nothing`},
		{"a(?R)?", "x", false, `character 2: "(?R" cannot be judged without a broker`},
		{`^\w+$`, "ê", false, "depends on the broker's Erlang/OTP"},
	} {
		got, err := call(t, policyMatches{}, types.BoolUnknown(), text(test.pattern), text(test.name))
		if test.says != "" {
			if err == nil || !strings.Contains(err.Text, test.says) || *err.FunctionArgument != 0 {
				t.Errorf("%q: %v, want %s", test.pattern, err, test.says)
			}
		} else if err != nil || !got.Equal(types.BoolValue(test.want)) {
			t.Errorf("%q on %q: %s, %v", test.pattern, test.name, got, err)
		}
	}
}

func TestMajority(t *testing.T) {
	for n, want := range map[int64]int64{1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 7: 4} {
		if got, err := call(t, majority{}, types.Int64Unknown(), types.Int64Value(n)); err != nil || !got.Equal(types.Int64Value(want)) {
			t.Errorf("%d: %s, %v", n, got, err)
		}
	}
	for _, n := range []int64{0, -3} {
		if _, err := call(t, majority{}, types.Int64Unknown(), types.Int64Value(n)); err == nil || *err.FunctionArgument != 0 {
			t.Errorf("%d: %v", n, err)
		}
	}
}

func TestNodeHost(t *testing.T) {
	for node, want := range map[string]string{"rabbit@rabbit1": "rabbit1", "hare@r1.example.com": "r1.example.com"} {
		if got, err := call(t, nodeHost{}, types.StringUnknown(), text(node)); err != nil || !got.Equal(text(want)) {
			t.Errorf("%s: %s, %v", node, got, err)
		}
	}
	for _, node := range []string{"", "rabbit1", "rabbit@", "@rabbit1", "a@b@c"} {
		if _, err := call(t, nodeHost{}, types.StringUnknown(), text(node)); err == nil || *err.FunctionArgument != 0 {
			t.Errorf("%s: %v", node, err)
		}
	}
}
