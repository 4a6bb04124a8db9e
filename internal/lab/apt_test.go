package lab

import (
	"reflect"
	"testing"
)

func TestParsePolicy(t *testing.T) {
	got := parsePolicy(`rabbitmq-server:
  Installed: (none)
  Candidate: 4.0.5-8+b1
  Version table:
     4.0.5-8+b1 500
        500 http://mirror.example/debian trixie/main amd64 Packages
libssl1.1:
  Installed: (none)
  Candidate: (none)
  Version table:
libstdc++6:
  Installed: (none)
  Candidate: 14.2.0-19
`)
	want := map[string]string{"rabbitmq-server": "4.0.5-8+b1", "libstdc++6": "14.2.0-19"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestUpstreamVersionAndSeries(t *testing.T) {
	for version, want := range map[string]string{
		"4.0.5-8+b1": "4.0.5", "3.8.9-3+deb11u1": "3.8.9", "1:4.3.6-1": "4.3.6", "4.3.6": "4.3.6", "": "",
	} {
		if got := upstream(version); got != want {
			t.Errorf("upstream(%q) = %q, want %q", version, got, want)
		}
	}
	for _, c := range []struct {
		version, series string
		want            bool
	}{
		{"3.8.9", "3.8", true}, {"4.3.6", "4.3", true},
		{"4.30.1", "4.3", false}, {"4.4.0", "4.3", false}, {"", "4.3", false},
	} {
		if got := inSeries(c.version, c.series); got != c.want {
			t.Errorf("inSeries(%q, %q) = %t", c.version, c.series, got)
		}
	}
}

func TestChoosePackages(t *testing.T) {
	suite := map[string]string{"rabbitmq-server": "4.0.5-8", "libssl3t64": "3.5", "libssl3": "3.0"}
	names, err := choose(suite, [][]string{{"rabbitmq-server"}, {"libssl3t64", "libssl3"}})
	if err != nil || !reflect.DeepEqual(names, []string{"rabbitmq-server", "libssl3t64"}) {
		t.Errorf("got %v, %v", names, err)
	}
	_, err = choose(suite, [][]string{{"libssl1.1", "libssl1.0"}, {"libssl3"}, {"libc6"}})
	if err == nil || err.Error() != "the suite lacks libssl1.1 or libssl1.0, libc6" {
		t.Errorf("got %v", err)
	}
}

func TestTransportTakesOverProxiesAndNoHooks(t *testing.T) {
	got := transport(`Acquire "";
Acquire::http::Proxy "http://proxy.example:3128";
Acquire::Languages:: "none";
Acquire::IndexTargets::deb::Packages::MetaKey "x";
Acquire::https::CaInfo "/etc/ssl/own.pem";
APT::Update::Post-Invoke:: "rm -f /var/cache/apt/archives/*.deb";
`)
	want := `Acquire::http::Proxy "http://proxy.example:3128";
Acquire::https::CaInfo "/etc/ssl/own.pem";
`
	if got != want {
		t.Errorf("got %q", got)
	}
}
