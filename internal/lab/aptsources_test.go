package lab

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestParseOneLine(t *testing.T) {
	got := parseOneLine(`
# deb http://commented.example/debian bookworm main
deb http://mirror.example/debian bookworm main contrib # a remark
deb-src http://mirror.example/debian bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/d.gpg trusted=yes] https://other.example/debian/ sid main
deb	mirror+file:/etc/apt/mirrors/debian.list	bookworm	main
debian nonsense
deb
`)
	want := []aptSource{
		{URIs: []string{"http://mirror.example/debian"}, Suites: []string{"bookworm"}, Components: []string{"main", "contrib"}},
		{
			URIs: []string{"https://other.example/debian/"}, Suites: []string{"sid"}, Components: []string{"main"},
			SignedBy: "/usr/share/keyrings/d.gpg", Trusted: "yes",
		},
		{URIs: []string{"mirror+file:/etc/apt/mirrors/debian.list"}, Suites: []string{"bookworm"}, Components: []string{"main"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestParseDeb822(t *testing.T) {
	got := parseDeb822(`# a file of today
Types: deb deb-src
URIs: http://a.example/debian http://b.example/debian
Suites: bookworm
 bookworm-updates
Components: main
# in between
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
Enabled: no

Types: deb-src
URIs: http://src.example/debian
Suites: bookworm
Components: main

types: deb
uris: http://key.example/debian
suites: sid
components: main
signed-by:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abcd
 -----END PGP PUBLIC KEY BLOCK-----
`)
	want := []aptSource{
		{
			URIs: []string{"http://a.example/debian", "http://b.example/debian"}, Suites: []string{"bookworm", "bookworm-updates"},
			Components: []string{"main"}, SignedBy: "/usr/share/keyrings/debian-archive-keyring.gpg",
		},
		{
			URIs: []string{"http://key.example/debian"}, Suites: []string{"sid"}, Components: []string{"main"},
			SignedBy: "\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abcd\n -----END PGP PUBLIC KEY BLOCK-----",
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	// What is written for apt is read back as the same.
	again := parseDeb822(want[1].stanza("trixie"))
	want[1].Suites = []string{"trixie"}
	if !reflect.DeepEqual(again, want[1:]) {
		t.Errorf("got  %+v\nwant %+v", again, want[1:])
	}
}

func TestMachineSources(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"sources.list":                  "deb http://one.example/debian bookworm main\n",
		"sources.list.d/two.list":       "deb http://two.example/debian bookworm main\n",
		"sources.list.d/three.sources":  "Types: deb\nURIs: http://three.example/debian\nSuites: bookworm\nComponents: main\n",
		"sources.list.d/four.list.save": "deb http://four.example/debian bookworm main\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var hosts []string
	for _, s := range machineSources(dir) {
		hosts = append(hosts, s.URIs...)
	}
	if got := strings.Join(hosts, " "); got != "http://one.example/debian http://two.example/debian http://three.example/debian" {
		t.Error(got)
	}
}

func TestDebianMirrors(t *testing.T) {
	source := func(uri, suites, components string) aptSource {
		return aptSource{URIs: strings.Fields(uri), Suites: strings.Fields(suites), Components: strings.Fields(components)}
	}
	mirrors := debianMirrors([]aptSource{
		source("https://vendor.example", "bookworm", "main"),
		source("https://tools.example/debian", "bookworm", "stable"),
		source("http://sec.example/debian-security", "bookworm-security", "main"),
		source("cdrom:[Debian]/", "bookworm", "main"),
		source("http://a.example/debian/ http://b.example/debian", "bookworm bookworm-updates", "main"),
	}, "bookworm")
	var got []string
	for _, m := range mirrors {
		got = append(got, m.URIs...)
	}
	want := []string{"http://a.example/debian/", "http://b.example/debian", "https://vendor.example"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
