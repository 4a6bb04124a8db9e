package erlang_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

func TestText(t *testing.T) {
	atom := erlang.Atom("a")
	for want, term := range map[string]erlang.Term{
		`ok`:                erlang.Atom("ok"),
		`rabbit@h`:          erlang.Atom("rabbit@h"),
		`'rabbit@h-1'`:      erlang.Atom("rabbit@h-1"),
		`''`:                erlang.Atom(""),
		`'end'`:             erlang.Atom("end"),
		`'it\'s\n'`:         erlang.Atom("it's\n"),
		`-7`:                erlang.Int(-7),
		`1.0`:               erlang.Float(1),
		`1.0e+30`:           erlang.Float(1e30),
		`[1,2]`:             erlang.List{erlang.Int(1), erlang.Int(2)},
		`"ab"`:              erlang.Charlist("ab"),
		`[]`:                erlang.List(nil),
		`[a|a]`:             erlang.ImproperList{Items: []erlang.Term{atom}, Tail: atom},
		`{}`:                erlang.Tuple{},
		`<<"q">>`:           erlang.Binary("q"),
		`<<"é"/utf8>>`:      erlang.Binary("é"),
		`<<255,0>>`:         erlang.Binary("\xff\x00"),
		`<<>>`:              erlang.Binary(""),
		`<<1,1:1>>`:         erlang.BitString{Bytes: "\x01\x80", Bits: 1},
		`#{a => {a,"x"}}`:   erlang.Map{{Key: atom, Value: erlang.Tuple{atom, erlang.Charlist("x")}}},
		`<a@b.1.2>`:         erlang.Pid{Node: "a@b", ID: 1, Serial: 2},
		`fun m:'F'/3`:       erlang.Export{Module: "m", Function: "F", Arity: 3},
		`["abc",<<"def">>]`: erlang.List{erlang.Charlist("abc"), erlang.Binary("def")},
	} {
		if got := term.String(); got != want {
			t.Errorf("%s; want %s", got, want)
		}
	}
}

// Errors quote terms, and some terms are a node's whole state.
func TestTextIsBounded(t *testing.T) {
	long := make(erlang.List, 1_000_000)
	for i := range long {
		long[i] = erlang.Int(i)
	}
	loop := erlang.Tuple{nil}
	loop[0] = loop
	for name, term := range map[string]erlang.Term{
		"list": long, "endless": loop, "binary": erlang.Binary(make([]byte, 1_000_000)), "text": erlang.Binary(strings.Repeat("é", 1_000_000)),
		"charlist": erlang.Charlist(strings.Repeat("世", 1_000_000)), "integer": erlang.BigInt{Value: new(big.Int).Lsh(big.NewInt(1), 10_000_000)},
		"map": erlang.Map{{Key: long, Value: long}}, "improper": erlang.ImproperList{Items: long, Tail: long},
	} {
		if got := term.String(); len(got) > 2003 || !utf8.ValidString(got) {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
}

func TestReadText(t *testing.T) {
	for want, term := range map[string]erlang.Term{
		"Grüße": erlang.Charlist("Grüße"), "é": erlang.Binary("é"), "": erlang.List{},
		"node 'a'": erlang.List{erlang.Charlist("node "), erlang.List{erlang.Binary("'a"), erlang.Int('\'')}},
	} {
		if got, ok := erlang.Text(term); !ok || got != want {
			t.Errorf("%s: %q", term, got)
		}
	}
	for _, term := range []erlang.Term{nil, erlang.Atom("a"), erlang.Binary("\xff"), erlang.List{erlang.Int(-1)}, erlang.List{erlang.Int(0xd800)},
		erlang.List{erlang.Atom("a")}, erlang.Int(65), erlang.List{nil}} {
		if got, ok := erlang.Text(term); ok {
			t.Errorf("%v was read as %q", term, got)
		}
	}
}

func TestLookup(t *testing.T) {
	pair := func(k, v erlang.Atom) erlang.Term { return erlang.Tuple{k, v} }
	for _, term := range []erlang.Term{
		erlang.List{erlang.Int(1), pair("nodes", "x"), erlang.Tuple{erlang.Atom("running"), erlang.Int(1), erlang.Int(2)}, pair("running", "y")},
		erlang.Map{{Key: erlang.Int(1), Value: erlang.Int(1)}, {Key: erlang.Atom("running"), Value: erlang.Atom("y")}},
	} {
		if got, ok := erlang.Lookup(term, "running"); !ok || got != erlang.Term(erlang.Atom("y")) {
			t.Errorf("%s: %v", term, got)
		}
		if got, ok := erlang.Lookup(term, "nosuch"); ok {
			t.Errorf("%s: %v", term, got)
		}
	}
	if _, ok := erlang.Lookup(erlang.Int(1), "a"); ok {
		t.Error("a number has no keys")
	}
	if _, ok := erlang.Tagged(erlang.Tuple{}, "a"); ok {
		t.Error("an empty tuple has no tag")
	}
}

func TestCookieKeepsItself(t *testing.T) {
	const secret = "TOPSECRETCOOKIE"
	cookie, err := erlang.NewCookie(secret + "\r\n")
	if err != nil {
		t.Fatal(err)
	}
	type holder struct{ cookie erlang.Cookie }
	dialer := erlang.Dialer{Cookie: cookie}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		for _, value := range []any{cookie, &cookie, dialer, &dialer, holder{cookie}, []erlang.Cookie{cookie}, map[string]erlang.Cookie{"a": cookie}} {
			got := fmt.Sprintf(verb, value)
			if strings.Contains(got, secret) || strings.Contains(strings.ToLower(got), fmt.Sprintf("%x", secret)) {
				t.Errorf("%s of %T: %s", verb, value, got)
			}
		}
	}
	if got, err := json.Marshal(map[string]any{"cookie": cookie}); err != nil || string(got) != `{"cookie":"(redacted)"}` {
		t.Errorf("%s, %v", got, err)
	}
	// openssl: printf %s TOPSECRETCOOKIE | openssl md5 -binary | base64
	if cookie.Hash() != "NWkjQbm9h48bvM98yyAw0g==" || (erlang.Cookie{}).Hash() != "" {
		t.Errorf("the hash is %s", cookie.Hash())
	}
	for _, text := range []string{"", "\n", "a\nb", "é", "a\tb", strings.Repeat("x", 256)} {
		if _, err := erlang.NewCookie(text); err == nil {
			t.Errorf("%q was taken", text)
		} else if len(text) > 2 && strings.Contains(err.Error(), text) {
			t.Errorf("the error shows it: %v", err)
		}
	}
}
