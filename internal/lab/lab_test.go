package lab

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// needBrokers skips where no broker is to be started.
func needBrokers(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts real brokers, left out by -short")
	}
	if os.Getenv("TF_ACC") == "" {
		t.Skip("starts real brokers: set TF_ACC=1")
	}
}

// seriesOfThisRun are those that the run is about, as the variable of make test says; all of them where it does not.
func seriesOfThisRun() []string {
	if asked := strings.Fields(os.Getenv("RABBITMQ_VERSIONS")); len(asked) > 0 {
		return asked
	}
	return Series()
}

// everything is what a lab runs at this moment.
func everything(l *Lab) []Process {
	return append(descendants(l.Keeper.PID), l.Keeper)
}

// awaitNothingLeft waits, a little, for the end of all these processes and of the lab's folder.
func awaitNothingLeft(t *testing.T, l *Lab, processes []Process, patience time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for _, p := range processes {
		if err := poll(ctx, 10*time.Millisecond, func() error {
			if p.alive() {
				return errors.New("a process of the lab lives")
			}
			return nil
		}); err != nil {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if err := poll(ctx, 10*time.Millisecond, func() error {
		if _, err := os.Stat(l.Dir); !errors.Is(err, fs.ErrNotExist) {
			return errors.New("the lab's folder is there")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func states(t *testing.T, l *Lab) string {
	t.Helper()
	nodes, err := l.Status(t.Context())
	check(t, err)
	all := make([]string, len(nodes))
	for i, n := range nodes {
		all[i] = n.State
	}
	return strings.Join(all, " ")
}

func TestEverySeriesComesUpJoinedAndGoesDown(t *testing.T) {
	needBrokers(t)
	for _, series := range seriesOfThisRun() {
		t.Run(series, func(t *testing.T) {
			begin := time.Now()
			l := Start(t, Options{RabbitMQ: series})
			t.Logf("RabbitMQ %s: up after %.1f s", l.Version, time.Since(begin).Seconds())
			check(t, l.AwaitReady(t.Context()))
			if !inSeries(l.Version, series) {
				t.Errorf("got RabbitMQ %s", l.Version)
			}
			if said, err := l.Rabbitmqctl(t.Context(), 0, "eval", "1."); err != nil || said != "1\n" {
				t.Errorf("rabbitmqctl prints more than its answer: %q, %v", said, err)
			}
			expectOwnAddresses(t, l)
			processes := everything(l)
			check(t, l.Down(t.Context()))
			awaitNothingLeft(t, l, processes, time.Second)
			check(t, l.Down(t.Context())) // twice is no error
		})
	}
}

// expectOwnAddresses fails where a node sees another one, or rabbitmqctl, at an address and port from which a client could
// come, too: it is either where the other one listens, or the other one came from an address that no client uses.
func expectOwnAddresses(t *testing.T, l *Lab) {
	t.Helper()
	for i := range l.Nodes {
		said, err := l.Rabbitmqctl(t.Context(), i, "eval",
			"[io:format(\"~p ~p~n\", [element(1, A), element(2, A)]) || {_, I} <- element(2, net_kernel:nodes_info()), "+
				"A <- [element(2, proplists:get_value(address, I))]].")
		check(t, err)
		seen := 0
		for line := range strings.Lines(said) {
			address, port, ok := strings.Cut(strings.TrimSpace(line), " ")
			if !ok {
				continue
			}
			seen++
			listens := slices.ContainsFunc(l.Nodes, func(n *Node) bool { return strconv.Itoa(n.DistributionPort) == port })
			if address != "{127,0,0,2}" && !listens {
				t.Errorf("%s sees another node at %s %s", l.Nodes[i].Name, address, port)
			}
		}
		// The others, and rabbitmqctl.
		if seen != len(l.Nodes) {
			t.Errorf("%s sees %d nodes: %s", l.Nodes[i].Name, seen, said)
		}
	}
}

func TestKillPauseStopAndBack(t *testing.T) {
	needBrokers(t)
	ctx := t.Context()
	l := Start(t, Options{})
	again, err := Open(l.Name)
	check(t, err)

	check(t, again.Kill(ctx, 1))
	if got := states(t, l); got != "running ended running" {
		t.Error(got)
	}
	if err := l.Kill(ctx, 1); err == nil {
		t.Error("a dead node was killed")
	}
	check(t, l.Restart(ctx, 1))
	check(t, l.AwaitReady(ctx))

	check(t, l.Pause(ctx, 2))
	if got := states(t, l); got != "running running paused" {
		t.Error(got)
	}
	if err := l.probe(l.Nodes[2]).ready(ctx); err == nil {
		t.Error("a paused node answers")
	}
	check(t, l.Resume(ctx, 2))
	check(t, l.AwaitReady(ctx))

	check(t, l.StopApp(ctx, 0))
	if got := states(t, l); got != "running running running" {
		t.Error(got)
	}
	if err := l.probe(l.Nodes[0]).ready(ctx); err == nil {
		t.Error("a node whose application is stopped answers")
	}
	check(t, l.StartApp(ctx, 0))
	check(t, l.AwaitReady(ctx))

	if err := l.Cut(ctx, 0); err == nil || !strings.Contains(err.Error(), "Options.Network") {
		t.Errorf("cut in a lab without a network: %v", err)
	}
	if err := l.Kill(ctx, 3); err == nil {
		t.Error("there is no fourth node")
	}
}

func TestTwoLabsSideBySide(t *testing.T) {
	needBrokers(t)
	a := Start(t, Options{Nodes: 1})
	b := Start(t, Options{Nodes: 2, Separate: true})
	if a.Cookie == b.Cookie || a.Dir == b.Dir || a.Nodes[0].EpmdPort == b.Nodes[0].EpmdPort {
		t.Errorf("the labs share something: %+v %+v", a, b)
	}
	if _, err := Up(t.Context(), Options{Name: a.Name}); err == nil || !strings.Contains(err.Error(), "exists") {
		t.Errorf("a second lab of the same name: %v", err)
	}
	check(t, b.Down(t.Context()))
	check(t, a.AwaitReady(t.Context()))
	if got := states(t, a); got != "running" {
		t.Error(got)
	}
}

func awaitMembers(t *testing.T, members int, probes ...probe) {
	t.Helper()
	within(t, func() error {
		return each(len(probes), func(i int) error { return probes[i].agrees(t.Context(), members) })
	})
}

func TestSeparateNodesAreJoined(t *testing.T) {
	needBrokers(t)
	for _, series := range seriesOfThisRun() {
		t.Run(series, func(t *testing.T) {
			l := Start(t, Options{Nodes: 2, Separate: true, RabbitMQ: series})
			first, second := l.probe(l.Nodes[0]), l.probe(l.Nodes[1])
			awaitMembers(t, 1, first)
			awaitMembers(t, 1, second)
			check(t, l.Join(t.Context(), 1, 0))
			awaitMembers(t, 2, first, second)
		})
	}
}

// A joined lab is formed by peer discovery, which must not bring a node back that left.
func TestNodeThatLeavesStaysAlone(t *testing.T) {
	needBrokers(t)
	for _, series := range seriesOfThisRun() {
		t.Run(series, func(t *testing.T) {
			l := Start(t, Options{Nodes: 2, RabbitMQ: series})
			for _, step := range []string{"stop_app", "reset", "start_app"} {
				_, err := l.Rabbitmqctl(t.Context(), 1, step)
				check(t, err)
			}
			awaitMembers(t, 1, l.probe(l.Nodes[0]))
			awaitMembers(t, 1, l.probe(l.Nodes[1]))
			check(t, l.Restart(t.Context(), 1))
			awaitMembers(t, 1, l.probe(l.Nodes[1]))
		})
	}
}

func TestBootThatFailsSaysWhy(t *testing.T) {
	needBrokers(t)
	name := "fails-" + randomText(4)
	_, err := Up(t.Context(), Options{Name: name, Nodes: 1, Config: "no.such.setting = 1"})
	if err == nil || !strings.Contains(err.Error(), "no.such.setting") {
		t.Errorf("the error does not carry the broker's own words: %v", err)
	}
	if _, err := Open(name); !errors.Is(err, ErrNoLab) {
		t.Errorf("the lab is still there: %v", err)
	}
}

// childVariable makes TestWatchdog, run again in a child process, the owner of a lab.
const childVariable = "RABBITMQHA_LAB_TEST_CHILD"

func TestWatchdog(t *testing.T) {
	needBrokers(t)
	if name := os.Getenv(childVariable); name != "" {
		l := Start(t, Options{Name: name, Nodes: 1})
		check(t, os.WriteFile(os.Getenv(childVariable+"_FILE"), []byte(l.Name), 0o600))
		select {} // until it is killed
	}
	for _, victim := range []string{"owner", "keeper"} {
		t.Run(victim, func(t *testing.T) {
			name, file := "watch-"+randomText(4), t.TempDir()+"/up"
			child := exec.Command("/proc/self/exe", "-test.run=^TestWatchdog$")
			child.Env = append(os.Environ(), childVariable+"="+name, childVariable+"_FILE="+file)
			check(t, child.Start())
			t.Cleanup(func() { _ = child.Process.Kill(); _ = child.Wait() })
			limit, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			check(t, poll(limit, 50*time.Millisecond, func() error { _, err := os.Stat(file); return err }))
			l, err := Open(name)
			check(t, err)
			processes := everything(l)
			if len(processes) < 3 {
				t.Fatalf("only %d processes", len(processes))
			}
			if victim == "owner" {
				check(t, child.Process.Kill())
				awaitNothingLeft(t, l, processes, 5*time.Second)
				return
			}
			// The kernel ends the brokers; the folder waits for `lab down`.
			keeper, err := os.FindProcess(l.Keeper.PID)
			check(t, err)
			check(t, keeper.Kill())
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			for _, p := range processes {
				check(t, poll(ctx, 10*time.Millisecond, func() error {
					if p.alive() {
						return errors.New("a process of the lab lives")
					}
					return nil
				}))
			}
			if _, err := l.Status(t.Context()); !errors.Is(err, errKeeperGone) {
				t.Errorf("status of a lab without a keeper: %v", err)
			}
			check(t, l.Down(t.Context()))
			awaitNothingLeft(t, l, nil, time.Second)
		})
	}
}

func TestNodesThatSpeakTLSAreJoined(t *testing.T) {
	needBrokers(t)
	for _, series := range seriesOfThisRun() {
		t.Run(series, func(t *testing.T) {
			l := Start(t, Options{Nodes: 2, RabbitMQ: series, Separate: true, TLS: true})
			ca, _, _ := l.Certificates()
			if _, err := os.Stat(ca); err != nil {
				t.Error(err)
			}
			check(t, l.Join(t.Context(), 1, 0))
			awaitMembers(t, 2, l.probe(l.Nodes[0]), l.probe(l.Nodes[1]))
		})
	}
}
