package amqpuri_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/amqpuri"
)

// A real node refuses just the URIs that the grammar refuses: those of the tables, and many that are made at random.
func TestAccBrokersReadTheGrammarAlike(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	uris := slices.Concat(slices.Sorted(maps.Keys(amqpuri.RefusedByBrokers)), slices.Sorted(maps.Keys(amqpuri.TakenByBrokers)), hostile(1200))
	taken := askNode(t, broker, uris, `case amqp_uri:parse(U) of
		{ok, P} when element(1, P) =:= amqp_params_direct, element(4, P) =:= <<>> -> $0;
		{ok, _} -> $1; _ -> $0 end`)
	for i, uri := range uris {
		if err := amqpuri.CheckForBroker(uri); (err == nil) != taken[i] {
			t.Errorf("%q: the broker takes it: %t; here: %v", uri, taken[i], err)
		}
	}
	uris = slices.Sorted(maps.Keys(amqpuri.AMQP10))
	taken = askNode(t, broker, uris, `case catch amqp10_client:parse_uri(U) of {ok, #{address := [_ | _]}} -> $1; _ -> $0 end`)
	for i, uri := range uris {
		if err := amqpuri.CheckForAMQP10(uri); (err == nil) != taken[i] {
			t.Errorf("%q: the AMQP 1.0 client takes it: %t; here: %v", uri, taken[i], err)
		}
	}
}

// hostile makes URIs of pieces that mean something to parsers. Mechanisms and other words that become atoms are such as every
// node has: newer ones refuse words that theirs has not met.
func hostile(count int) []string {
	random := rand.New(rand.NewPCG(5, 6))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	names := []string{"u", "p", "é", "a b", "%41", "%2F", "%+1", "%-1", "%-0", "%zz", "%", "%4", ":", "", "", "@", "\n", "[", "]", "#", "?", "/", "=&"}
	out := make([]string, count)
	for i := range out {
		var text strings.Builder
		text.WriteString(pick("amqp", "amqp", "amqp", "amqps", "amqps", "AmqP", "http", "") + pick("://", "://", "://", "://", "://", ":/", ":"))
		if random.IntN(2) == 0 {
			text.WriteString(pick(names...) + pick(":", "", ":x:") + pick(names...) + pick("@", "@", "@", ""))
		}
		text.WriteString(pick("h", "h", "h", "", "[::1]", "[::1", "[]", "1.2.3.4", pick(names...)))
		text.WriteString(pick("", "", ":5672", ":", ":0", ":65535", ":65536", ":+1", ":-1", ": 1", ":1e3", ":x", ":1_0", ":00005", ":1:2"))
		text.WriteString(pick("", "", "/", "/v", "/%2F", "//", "/v/", "/a b", "/"+pick(names...)))
		before := pick("", "?", "?", "#")
		for range random.IntN(3) {
			text.WriteString(before + pick("heartbeat", "channel_max", "frame_max", "connection_timeout", "depth", "fail_if_no_peer_cert", "password",
				"cacertfile", "server_name_indication", "username", "port", "host", "node", "socket_options", "unknown", "", "heart%62eat") +
				pick("=", "=", "=", "") + pick("1", "x", "", "1e3", "1.5", "+7", "-7", " 1", "true", "false", "True", "%", "%41", "%zz", "disable", "a=b"))
			before = pick("&", "&", "&&", "?", ";")
		}
		out[i] = text.String() + pick("", "", "", "?auth_mechanism=plain", "&auth_mechanism=external", "?auth_mechanism=", "?auth_mechanism=plain:plain:plain", "#")
	}
	return out
}

// askNode evaluates an expression, which makes $1 of a URI U or $0, for all of them in one call.
func askNode(t *testing.T, broker *acctest.Broker, uris []string, expression string) []bool {
	t.Helper()
	var encoded []string
	for _, uri := range uris {
		encoded = append(encoded, `"`+base64.StdEncoding.EncodeToString([]byte(uri))+`"`)
	}
	out, err := broker.Lab.Rabbitmqctl(t.Context(), 0, "eval", fmt.Sprintf(
		`[begin U = binary_to_list(base64:decode(E)), %s end || E <- [%s]].`, expression, strings.Join(encoded, ",")))
	if err != nil {
		t.Fatal(err)
	}
	// Older nodes also write there what they log meanwhile.
	found := regexp.MustCompile(`"([01]+)"\s*$`).FindStringSubmatch(out)
	if found == nil || len(found[1]) != len(uris) {
		t.Fatalf("no answers for %d URIs: %.300s", len(uris), out)
	}
	answers := found[1]
	taken := make([]bool, len(uris))
	for i := range taken {
		taken[i] = answers[i] == '1'
	}
	return taken
}
