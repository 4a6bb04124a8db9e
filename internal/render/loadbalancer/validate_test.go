package loadbalancer

import (
	"slices"
	"strings"
	"testing"
)

// said are the problems' paths and summaries.
func said(v *Validator) string {
	var all []string
	for _, p := range v.Problems {
		all = append(all, p.Path.String()+": "+p.Summary)
	}
	return strings.Join(all, "; ")
}

// sound is a listener with its defaults.
func sound(name string) Listener {
	return Listener{Name: name, Servers: []Server{{Name: "a", Address: "10.0.0.1"}, {Name: "b", Address: "b.example"}}}.WithDefaults("")
}

func TestListenersDiffer(t *testing.T) {
	v := &Validator{}
	v.Listeners(Path{}.Field("listener"), []Listener{sound("a"), sound("a"), sound("stats")}, map[string]Path{"stats": Path{}.Field("stats")})
	if want := "listener[1].name: Listener name used twice; listener[2].name: Listener name used twice"; said(v) != want {
		t.Error(said(v))
	}
	v = &Validator{}
	v.Apart([]Sockets{
		{Path{}.Field("a"), "a", []Bind{{Address: "*", Port: new(1)}, {Address: "::1", Port: new(1)}, {Address: "10.0.0.1", Port: new(2)}}},
		{Path{}.Field("b"), "b", []Bind{{Address: "10.0.0.1", Port: new(3)}, {Address: "0.0.0.0", Port: new(1)}, {Address: "0:0::1", Port: new(1)}, {Address: "::1", Port: new(0)}, {Address: "::1", Port: new(0)}}},
	})
	if want := "b.bind[1]: Address used twice; b.bind[2]: Address used twice"; said(v) != want {
		t.Error(said(v))
	}
}

// TestDefaultCheck: the default is a check that every broker of the version answers, and that sees a frozen one.
func TestDefaultCheck(t *testing.T) {
	for version, want := range map[string]string{
		"": "/", "3.8.9": "/", "4.1.0": "/", "4.1.1": ReadyToServeClients, "4.3": ReadyToServeClients, "latest": "/", "10.0.0": ReadyToServeClients,
	} {
		for _, protocol := range Protocols {
			c := Check{}.WithDefaults(protocol, version)
			if c.Kind != CheckHTTP || c.Path != want || (c.Port == nil) != (protocol == ProtocolManagement) {
				t.Errorf("RabbitMQ %q, %s: %+v", version, protocol, c)
			}
			v := &Validator{}
			if v.Check(nil, c, []string{CheckHTTP}); len(v.Problems) > 0 {
				t.Error(said(v))
			}
			if w := sound("x").Warnings(c, version, false); len(w) > 0 {
				t.Error(w)
			}
		}
	}
}

// TestProtocols: no two protocols share a port, and each over TLS has its plain one.
func TestProtocols(t *testing.T) {
	ports := map[int]string{}
	for _, p := range Protocols {
		traits := TraitsOf(p)
		if taken, ok := ports[traits.Port]; ok || traits.Port == 0 || traits.Description == "" || traits.Balance == "" {
			t.Errorf("%s: %+v, port of %q", p, traits, taken)
		}
		ports[traits.Port] = p
		if traits.TLS() != strings.HasSuffix(p, "s") || traits.TLS() && !slices.Contains(Protocols, traits.Plain) {
			t.Errorf("%s: %+v", p, traits)
		}
	}
}

func TestDurations(t *testing.T) {
	for s, want := range map[string]string{
		"5": "5ms", "1500us": "1.5ms", "3h": "3h0m0s", "24d": "576h0m0s", "2147483647": "596h31m23.647s",
		"2147483648": "", "25d": "", "1.5s": "", "-1s": "", "5 s": "", "5s\n": "", "": "", "99999999999999s": "",
	} {
		d, err := ParseDuration(s)
		if got := d.String(); err == nil && got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %v, %v", s, d, err)
		}
		if want == "" && Duration(s) != 0 {
			t.Errorf("%q has a value", s)
		}
	}
}

func TestIdleWarning(t *testing.T) {
	for _, test := range []struct {
		timeout   string
		heartbeat int
		warned    bool
	}{{"3h", 60, false}, {"120s", 60, false}, {"119s", 60, true}, {"59m", 0, true}, {"1h", 0, false}} {
		if got := IdleWarning("timeout_client", test.timeout, test.heartbeat); (got != "") != test.warned {
			t.Errorf("%+v: %q", test, got)
		}
	}
}
