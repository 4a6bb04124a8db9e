package clientsettings

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
)

// parts are what a client has to find in a URI.
type parts struct {
	Scheme, Host, User, Password, Vhost string
	Port                                int
}

// hard are settings whose URIs are easily misread, and random ones.
func hard() []clientsettings.Config {
	random := rand.New(rand.NewPCG(3, 4))
	alphabet := []rune("aZ0-._~%/:@?#[]&=+ !$'()*,;\"<>\\^`{|}é漢😀\x01\n\x7f")
	text := func() string {
		out := make([]rune, 1+random.IntN(8))
		for i := range out {
			out[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(out)
	}
	all := []clientsettings.Config{
		{Username: "a@b:c/d", Password: "p%2Fw", Vhost: "/"},
		{Username: "app", Password: ":@", Vhost: "my/vhost"},
		{Username: "app", Password: ";amqp://evil", Vhost: ";"},
		{Username: "app", Password: "amqp://x:y@z/", Vhost: "%2F", TLS: &clientsettings.TLS{}},
	}
	for range 200 {
		all = append(all, clientsettings.Config{Username: text(), Password: text(), Vhost: text()})
	}
	for i := range all {
		all[i].Endpoints = []clientsettings.Endpoint{{Address: "rabbit1.example.com"}, {Address: "2001:db8::1"}, {Address: "192.0.2.1"}}
		if i%2 == 0 {
			for j := range all[i].Endpoints {
				all[i].Endpoints[j].Port = new(5673 + j)
			}
		}
	}
	return all
}

func mustResolve(t *testing.T, c clientsettings.Config) clientsettings.Resolved {
	t.Helper()
	resolved, problems := resolve(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return resolved
}

func wanted(t *testing.T, c clientsettings.Config) []parts {
	t.Helper()
	var all []parts
	for _, e := range mustResolve(t, c).Endpoints() {
		p := parts{"amqp", e.Address, c.Username, c.Password, c.Vhost, *e.Port}
		if c.TLS != nil {
			p.Scheme = "amqps"
		}
		all = append(all, p)
	}
	return all
}

func TestClientsOfGoReadTheURIs(t *testing.T) {
	for _, c := range hard() {
		var got []parts
		for _, text := range written(c, mustResolve(t, c).Endpoints(), map[string]string{"heartbeat": "30"}) {
			u, err := amqp.ParseURI(text)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			got = append(got, parts{u.Scheme, u.Host, u.Username, u.Password, u.Vhost, u.Port})
		}
		if diff := cmp.Diff(wanted(t, c), got); diff != "" {
			t.Error(diff)
		}
	}
}

// kombu reads URLs by the rules of kombu/utils/url.py and kombu/connection.py, and by Kombu itself where it is installed.
const kombu = `
import json, sys
from urllib.parse import unquote, urlparse
def rules(url):
    scheme = urlparse(url).scheme
    parts = urlparse('http://' + url[len(scheme) + 3:])
    path = parts.path[1:] if parts.path and parts.path[0] == '/' else parts.path
    return scheme, unquote(parts.hostname or ''), parts.port, unquote(parts.username or ''), unquote(parts.password or ''), unquote(path or ''), parts.query
readers = [rules]
try:
    from kombu.utils.url import url_to_parts
    readers.append(url_to_parts)
except ImportError:
    pass
result = []
for text in json.load(sys.stdin):
    lists = []
    for reader in readers:
        found = []
        for url in text.split(';'):
            scheme, host, port, user, password, path, query = reader(url)
            if query:
                raise SystemExit('parameters in a URL for Kombu: %s' % query)
            found.append({'Scheme': scheme, 'Host': host, 'Port': port, 'User': user, 'Password': password, 'Vhost': path})
        lists.append(found)
    result.append(lists)
json.dump(result, sys.stdout)
`

func TestKombuReadsTheURLs(t *testing.T) {
	binary, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not on the PATH")
	}
	var texts []string
	for _, c := range hard() {
		texts = append(texts, mustResolve(t, c).KombuURL())
	}
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), binary, "-c", kombu)
	command.Stdin = bytes.NewReader(input)
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.Bytes())
	}
	var got [][][]parts
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("read in %d ways; the second is Kombu's own", len(got[0]))
	for i, c := range hard() {
		for _, found := range got[i] {
			if diff := cmp.Diff(wanted(t, c), found); diff != "" {
				t.Errorf("%s\n%s", texts[i], diff)
			}
		}
	}
}

// TestPartsOfAURL: around the password nothing is different from the whole.
func TestPartsOfAURL(t *testing.T) {
	for _, c := range hard() {
		endpoints := mustResolve(t, c).Endpoints()
		whole := written(c, endpoints, nil)
		for i, e := range endpoints {
			u := inParts(uri(c, e))
			if u.Before+u.Password+u.After != whole[i] || !strings.HasSuffix(u.Before, ":") || !strings.HasPrefix(u.After, "@") {
				t.Errorf("%q is not %s", u, whole[i])
			}
		}
	}
	c := clientsettings.Config{Endpoints: []clientsettings.Endpoint{{Address: "h"}}}
	if got := inParts(uri(c, mustResolve(t, c).Endpoints()[0])); got != (clientsettings.URL{Before: "amqp://h:5672/%2F"}) {
		t.Errorf("%q", got)
	}
}
