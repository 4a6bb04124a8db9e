package functions_test

import (
	"encoding/base64"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// Every example is applied as it stands by the real terraform, and shows what its comments say.
func TestAccFunctionExamples(t *testing.T) {
	lab.SameOnEveryBroker(t)
	acctest.Start(t)
	root := filepath.Join("..", "..", "..")
	work, err := workspace.New(t.Context(), root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, outputs := range map[string]map[string]string{
		"amqp_uri": {
			"app_uri": `"amqps://app:p%40ss%2Fword@rabbit.example.com:5671/%2F?heartbeat=30"`, "local_uri": `"amqp:///reports"`,
		},
		"parse_amqp_uri": {
			"where": `"rabbit1:5673, virtual host /"`, "reports_uri": `"amqp://app@rabbit1:5673/reports?heartbeat=30"`,
		},
		"policy_matches": {"matched": `["orders","orders.dead"]`},
		"majority":       {"needed": "2", "may_be_lost": "1"},
		"node_host":      {"host": `"rabbit1.example.com"`},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := work.Load(nil, filepath.Join(root, "examples", "functions", name)); err != nil {
				t.Fatal(err)
			}
			if err := work.Apply(t.Context()); err != nil {
				t.Fatal(err)
			}
			for output, want := range outputs {
				got, err := work.Terraform(t.Context(), "output", "-json", "-no-color", output)
				if err != nil || strings.TrimSpace(got) != want {
					t.Errorf("%s: got %s, %v, want %s", output, got, err, want)
				}
			}
		})
	}
}

// The broker understands the URIs that are written, part by part.
func TestAccAMQPURIIsWhatTheBrokerReads(t *testing.T) {
	broker := acctest.Start(t)
	const config = `
output "uri" {
  value = provider::rabbitmqha::amqp_uri({
    host     = "2001:db8::1", port = 5673, username = "zähler:@/%", password = "#? +&=;é", vhost = "a/b %2F+é"
    query    = { heartbeat = 17, auth_mechanism = ["plain", "external"] }
  })
}
output "local" {
  value = provider::rabbitmqha::amqp_uri({ vhost = "/" })
}
output "empty" {
  value = provider::rabbitmqha::amqp_uri({ host = "h", vhost = "" })
}
output "again" {
  value = provider::rabbitmqha::parse_amqp_uri("amqp://z%C3%A4hler@h/%2F").username
}
`
	written := map[string]string{
		"uri": "amqp://z%C3%A4hler%3A%40%2F%25:%23%3F%20%2B%26%3D%3B%C3%A9@[2001:db8::1]:5673/a%2Fb%20%252F%2B%C3%A9" +
			"?auth_mechanism=plain&auth_mechanism=external&heartbeat=17",
		"local": "amqp:///%2F",
		"empty": "amqp://h/",
		"again": "zähler",
	}
	var checks []statecheck.StateCheck
	for output, want := range written {
		checks = append(checks, statecheck.ExpectKnownOutputValue(output, knownvalue.StringExact(want)))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps:                    []resource.TestStep{{Config: config, ConfigStateChecks: checks}},
	})
	for output, want := range map[string][]string{
		"uri":   {"2001:db8::1", "5673", "zähler:@/%", "#? +&=;é", "a/b %2F+é", "17"},
		"local": {"direct", "/"},
		"empty": {"h", "undefined", "guest", "guest", "", "10"},
	} {
		got := ask(t, broker, fmt.Sprintf(`{ok, P} = amqp_uri:parse(%q),
			case tuple_to_list(P) of
				[amqp_params_network, U, W, V, H, N, _, _, T | _] -> [H, N, U, W, V, T];
				[amqp_params_direct, _, _, V | _] -> ["direct", V]
			end`, written[output]))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the broker reads otherwise: %s", output, diff)
		}
	}
}

// The broker's own regular expressions decide whether the function is right.
func TestAccPolicyMatchesAsTheBrokerDoes(t *testing.T) {
	broker := acctest.Start(t)
	var cells, questions, want []string
	for _, pattern := range []string{
		"", "^celery", `^(?!amq\.)`, `^reporting\.`, "(?i)CELERY", "^[é-ü]", "^.{7}$", "(?<=dead)letter$", `^\w+$`, `^(a|b)\1$`, `^\Qa.b\E$`, "^a++", "orders|é", `\bb\b`,
	} {
		for _, name := range []string{"celery@host", "amq.gen-1", "reporting.daily", "deadletter", "über/%2F", "aa", "a.b", "orders"} {
			cells = append(cells, fmt.Sprintf("provider::rabbitmqha::policy_matches(%q, %q)", pattern, name))
			encode := base64.StdEncoding.EncodeToString
			questions = append(questions, fmt.Sprintf(`re:run(base64:decode(%q), base64:decode(%q), [{capture, none}])`,
				encode([]byte(name)), encode([]byte(pattern))))
		}
	}
	for _, answer := range ask(t, broker, "["+strings.Join(questions, ",")+"]") {
		want = append(want, strconv.FormatBool(answer == "match"))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf("output \"matches\" {\n  value = join(\" \", [%s])\n}\n", strings.Join(cells, ",")),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownOutputValue("matches", knownvalue.StringExact(strings.Join(want, " "))),
			},
		}},
	})
}

func TestAccFunctionsRefuseAtTheArgument(t *testing.T) {
	lab.SameOnEveryBroker(t)
	acctest.Start(t)
	cases := map[string]refused.Case{}
	for _, test := range []struct{ call, want string }{
		{`policy_matches("*", "orders")`, `Invalid\s+value\s+for\s+"pattern"\s+parameter:\s+character\s+1:\s+"\*"\s+repeats\s+nothing`},
		{`policy_matches("a(?R)?", "orders")`, `Invalid\s+value\s+for\s+"pattern"\s+parameter:\s+character\s+2:\s+"\(\?R"\s+cannot\s+be\s+judged`},
		{`amqp_uri({ hosts = ["a"] })`, `Invalid\s+value\s+for\s+"parts"\s+parameter:\s+parts\s+has\s+an\s+attribute\s+"hosts"`},
		{`amqp_uri(null)`, `Invalid\s+value\s+for\s+"parts"\s+parameter:\s+argument\s+must\s+not\s+be\s+null`},
		{`parse_amqp_uri("amqp://u:p:q@h")`, `Invalid\s+value\s+for\s+"uri"\s+parameter:\s+This\s+is\s+no\s+AMQP\s+URI`},
		{`majority(0)`, `Invalid\s+value\s+for\s+"n"\s+parameter:\s+There\s+is\s+no\s+majority`},
		{`node_host("rabbit1")`, `Invalid\s+value\s+for\s+"node"\s+parameter:\s+This\s+is\s+no\s+name\s+of\s+a\s+node`},
	} {
		cases[test.call] = refused.Case{Config: "output \"x\" {\n  value = provider::rabbitmqha::" + test.call + "\n}\n", Want: test.want}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: refused.Steps(t, cases)})
}

// ask evaluates code on the first node, which makes a list of strings, binaries, numbers and atoms.
func ask(t *testing.T, broker *acctest.Broker, list string) []string {
	t.Helper()
	out, err := broker.Lab.Rabbitmqctl(t.Context(), 0, "eval", `Write = fun
			(X) when is_integer(X) -> integer_to_binary(X);
			(X) when is_atom(X) -> atom_to_binary(X, utf8);
			(X) -> iolist_to_binary(X)
		end,
		List = begin `+list+` end,
		binary_to_list(iolist_to_binary([["-", base64:encode(Write(X))] || X <- List])).`)
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	for _, part := range strings.Split(strings.Trim(strings.TrimSpace(out), `"`), "-")[1:] {
		text, err := base64.StdEncoding.DecodeString(part)
		if err != nil {
			t.Fatalf("%s: %v", out, err)
		}
		answers = append(answers, string(text))
	}
	return answers
}
