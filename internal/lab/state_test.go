package lab

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func ports(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = 21000 + i
	}
	return p
}

func exampleLab(t *testing.T, o Options) *Lab {
	t.Helper()
	t.Setenv(HomeVariable, t.TempDir())
	o, err := o.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := labDir(o.Name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return newLab(o, Release{Version: "3.10.8", Server: "/s", ErlangBin: "/e"}, dir, ports(portsNeeded(o)))
}

func TestStateFileRoundTrip(t *testing.T) {
	l := exampleLab(t, Options{Name: "x", Plugins: []string{"rabbitmq_mqtt"}, Config: "a = b\n", TTL: time.Minute})
	l.Processes = []Process{{What: "epmd", PID: 7, Started: 99}}
	if err := l.save(); err != nil {
		t.Fatal(err)
	}
	got, err := Open("x")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, l) {
		t.Errorf("got  %+v\nwant %+v", got, l)
	}
	info, err := os.Stat(filepath.Join(l.Dir, stateName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the state file holds secrets and has mode %v (%v)", info.Mode(), err)
	}
	taken, err := reservedPorts()
	if err != nil || !taken[21000] || !taken[21009] || taken[21010] {
		t.Errorf("reserved ports %v, %v", taken, err)
	}
	if names, err := Names(); err != nil || !reflect.DeepEqual(names, []string{"x"}) {
		t.Errorf("names %v, %v", names, err)
	}
}

func TestOpenOfNoLab(t *testing.T) {
	t.Setenv(HomeVariable, t.TempDir())
	for _, name := range []string{"missing", "../x", ""} {
		if _, err := Open(name); !errors.Is(err, ErrNoLab) {
			t.Errorf("Open(%q): %v", name, err)
		}
	}
}

func TestHomeThatIsTooLongForASocket(t *testing.T) {
	t.Setenv(HomeVariable, filepath.Join(t.TempDir(), strings.Repeat("d", 100)))
	if _, err := labDir("x"); err == nil || !strings.Contains(err.Error(), HomeVariable) {
		t.Errorf("got %v", err)
	}
}

func TestOptions(t *testing.T) {
	o, err := Options{}.withDefaults()
	if err != nil || o.Nodes != 3 || o.RabbitMQ != "3.10" || o.TTL != DefaultTTL || !nameForm.MatchString(o.Name) {
		t.Errorf("%+v, %v", o, err)
	}
	for _, bad := range []Options{
		{Name: "Upper"}, {Name: "a/b"}, {Name: "-a"}, {Name: strings.Repeat("a", 25)},
		{Nodes: -1}, {Nodes: 10}, {RabbitMQ: "3.9"},
	} {
		if _, err := bad.withDefaults(); err == nil {
			t.Errorf("%+v was accepted", bad)
		}
	}
}

func TestEnvironment(t *testing.T) {
	l := exampleLab(t, Options{Name: "x", Nodes: 2})
	l.Cookie = "c"
	l.Password = `it's "odd" $HOME`
	want := `export RABBITMQ_ENDPOINTS='http://127.0.0.1:21002,http://127.0.0.1:21005'
export RABBITMQ_USERNAME='lab'
export RABBITMQ_PASSWORD='it'\''s "odd" $HOME'
export RABBITMQ_ERLANG_COOKIE='c'
export RABBITMQHA_LAB='x'
`
	if got := ExportLines(l.Environment()); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := l.Nodes[1].AMQPAddress(); got != "127.0.0.1:21004" {
		t.Error(got)
	}
	if l.Nodes[1].Name != "rabbit-x-2@localhost" || l.Nodes[1].EpmdPort != 21000 {
		t.Errorf("%+v", l.Nodes[1])
	}
}

func TestNetworkLabHasNamesOfItsOwn(t *testing.T) {
	l := exampleLab(t, Options{Name: "x", Nodes: 2, Network: true})
	if n := l.Nodes[1]; n.Name != "rabbit@rabbit2" || n.Host != "rabbit2" || n.EpmdPort == l.Nodes[0].EpmdPort {
		t.Errorf("%+v", n)
	}
	if text := l.configuration(l.Nodes[1]); !strings.Contains(text, "listeners.tcp.default = 5672\n") {
		t.Errorf("got\n%s", text)
	}
}

func TestParseStat(t *testing.T) {
	line := "42 (a ) b) S 7 8 9 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 1 0 123456 0 0\n"
	got, err := parseStat([]byte(line))
	if want := (processStat{state: "S", parent: 7, started: 123456}); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := parseStat([]byte("42 (x) S 1")); err == nil {
		t.Error("a short line was accepted")
	}
	self := identify("self", os.Getpid())
	if !self.alive() {
		t.Error("this process is said to be dead")
	}
	if self.Started++; self.alive() {
		t.Error("another process of the same number is taken for this one")
	}
}

func TestExportLinesSurviveTheShell(t *testing.T) {
	want := "a b'c\"$d"
	output, err := exec.Command("sh", "-c", ExportLines([]string{"X=" + want})+`printf %s "$X"`).Output()
	if err != nil || string(output) != want {
		t.Errorf("%q became %q (%v)", want, output, err)
	}
}
