package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
)

func TestParse(t *testing.T) {
	o, err := parse(strings.Fields("--queues 100,5000 --kinds quorum,mirrored --links tls --operations create,apply,plan --rounds 3"), "")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(o.queues, []int{100, 5000}) || !slices.Equal(o.kinds, []bench.Kind{bench.Quorum, bench.Mirrored}) || o.rounds != 3 {
		t.Errorf("%+v", o)
	}
	if slices.Contains(o.operations, bench.Apply) {
		t.Error("there is no plan of a change to apply")
	}
}

func TestParseArms(t *testing.T) {
	for _, each := range []struct {
		arms, peer string
		want       []bench.Arm
	}{
		{"", "", []bench.Arm{bench.ArmOurs, bench.ArmFloor, bench.ArmBare}},
		{"", "binary", bench.Arms()},
		{"bare,ours", "binary", []bench.Arm{bench.ArmOurs, bench.ArmBare}},
		{"peer", "", nil},
		{"theirs", "", nil},
	} {
		got, err := parseArms(each.arms, each.peer)
		if !slices.Equal(got, each.want) || (err != nil) != (each.want == nil) {
			t.Errorf("%q with the peer %q: %v, %v", each.arms, each.peer, got, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, args := range []string{
		"--queues 0", "--queues many", "--queues 100000", "--kinds stream", "--links ssl", "--operations look", "--rounds 0",
		"--what", "extra",
	} {
		if _, err := parse(strings.Fields(args), ""); !errors.Is(err, errUsage) {
			t.Errorf("%s: %v", args, err)
		}
	}
}

func TestScenariosLeaveOutWhatTheBrokerLacks(t *testing.T) {
	o, err := parse(strings.Fields("--kinds mirrored,quorum --queues 100 --links plain"), "")
	if err != nil {
		t.Fatal(err)
	}
	for version, want := range map[string]int{"3.10.8": 2, "4.3.0": 1} {
		var notes []string
		if got := scenarios(o, version, &notes); len(got) != want || len(notes) != 2-want {
			t.Errorf("RabbitMQ %s: %v, notes %q", version, got, notes)
		}
	}
}

func TestCommandNamesNoFiles(t *testing.T) {
	args := strings.Fields("--rabbitmq 4.3 --queues 100 -o some/file --rounds=3")
	o, err := parse(args, "some/binary")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := command(o, args), `PEER_PROVIDER=path make bench RABBITMQ=4.3 BENCH="--queues 100 --rounds=3"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
