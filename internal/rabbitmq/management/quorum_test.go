package management

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// sendTwice makes one change after another. The pause between them, of a clock that stands still, is longer than a look at the
// nodes is relied on.
func sendTwice(t *testing.T, client *Client) (first, second error) {
	t.Helper()
	_, first = client.api.Do(t.Context(), change)
	time.Sleep(majorityAge + time.Second)
	_, second = client.api.Do(t.Context(), change)
	return first, second
}

// What the cluster cannot carry out is not sent, for the broker might carry it out later.
func TestChangeIsNotSentWithoutAMajority(t *testing.T) {
	const mnesia = `[{"name":"khepri_db","state":"disabled"}]`
	for name, test := range map[string]struct {
		nodes []string
		flags string
		// refused are those of two changes that are not sent; lists is how often the nodes are asked for, where that is certain.
		refused [2]bool
		lists   int
	}{
		"one of three":               {[]string{oneRuns}, withKhepri, [2]bool{true, true}, 0},
		"a majority":                 {[]string{allRun}, withKhepri, [2]bool{}, 2},
		"it comes back":              {[]string{oneRuns, oneRuns, allRun}, withKhepri, [2]bool{}, 4},
		"it is lost later":           {[]string{allRun, oneRuns}, withKhepri, [2]bool{false, true}, 0},
		"Mnesia, which needs none":   {[]string{oneRuns}, mnesia, [2]bool{}, 1},
		"a user who may not know":    {nil, withKhepri, [2]bool{}, 1},
		"flags that make no sense":   {[]string{oneRuns}, "<html>", [2]bool{}, 2},
		"nodes that make no sense":   {[]string{"<html>"}, withKhepri, [2]bool{}, 2},
		"a broker without the flags": {[]string{oneRuns}, "[]", [2]bool{}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, network := scripted(t, httpapi.Config{}, only(fine))
				network.nodes, network.flags = test.nodes, test.flags
				sent := 0
				first, second := sendTwice(t, client)
				for i, err := range []error{first, second} {
					if !test.refused[i] {
						sent++
					}
					switch {
					case (err != nil) != test.refused[i]:
						t.Errorf("change %d: %v", i+1, err)
					case err == nil:
					case !errors.Is(err, ErrNoMajority), errors.Is(err, httpapi.ErrAnswerLost), !strings.HasPrefix(err.Error(), "PUT /api/queues/v/q: not sent"),
						!strings.Contains(err.Error(), "1 of 3 nodes are running, says http://a; down: rabbit@down, rabbit@down"):
						t.Errorf("change %d: %v", i+1, err)
					}
				}
				if got := strings.Count(network.Said(), "PUT"); got != sent {
					t.Errorf("%d changes were sent, not %d", got, sent)
				}
				if asked := strings.Count(strings.Join(network.lists, " "), apiPath("nodes")); test.lists > 0 && asked != test.lists {
					t.Errorf("the nodes were asked for %d times, not %d: %q", asked, test.lists, network.lists)
				}
			})
		})
	}
}

// One waits for the majority, for as long as Khepri would, and then nobody does any more until it has come back.
func TestMajorityIsWaitedForOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, network := scripted(t, httpapi.Config{}, only(fine))
		network.flags = withKhepri
		lasted := func(nodes ...string) time.Duration {
			t.Helper()
			time.Sleep(majorityAge + time.Second)
			network.nodes = nodes
			began := time.Now()
			_, err := client.api.Do(t.Context(), change)
			if lost := nodes[len(nodes)-1] == oneRuns; errors.Is(err, ErrNoMajority) != lost {
				t.Errorf("%q: %v", nodes, err)
			}
			return time.Since(began)
		}
		const longestPause = 5 * time.Second
		if first := lasted(oneRuns); first < majorityTimeout || first > majorityTimeout+longestPause {
			t.Errorf("the first change waited for %s", first)
		}
		if second := lasted(oneRuns); second != 0 {
			t.Errorf("the second waited for %s", second)
		}
		if there := lasted(allRun); there != 0 {
			t.Errorf("with a majority a change waited for %s", there)
		}
		if again := lasted(oneRuns); again < majorityTimeout {
			t.Errorf("when the majority was lost again, a change waited for %s", again)
		}
		lasted(allRun)
		if back := lasted(oneRuns, oneRuns, allRun); back > longestPause {
			t.Errorf("the majority came back, and a change waited for %s", back)
		}
	})
}

// Whoever gives up while he waits for the majority decides nothing for the others: they wait on, and send nothing meanwhile.
func TestMajorityIsWaitedForByTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, network := scripted(t, httpapi.Config{}, only(fine))
		network.nodes, network.flags = []string{oneRuns}, withKhepri
		impatient, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		began := time.Now()
		if _, err := client.api.Do(impatient, change); !errors.Is(err, ErrNoMajority) {
			t.Errorf("got %v", err)
		}
		if _, err := client.api.Do(t.Context(), change); !errors.Is(err, ErrNoMajority) || time.Since(began) < majorityTimeout {
			t.Errorf("got %v after %s", err, time.Since(began))
		}
		if said := network.Said(); said != "" {
			t.Errorf("sent was %s", said)
		}
	})
}

// A node that was cut off from the others sees no majority, and the others do.
func TestMajorityIsLookedForAtEachEndpoint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, network := scripted(t, httpapi.Config{}, only(fine), only(fine))
		network.nodes, network.flags = []string{oneRuns, allRun}, withKhepri
		if _, err := client.api.Do(t.Context(), change); err != nil {
			t.Error(err)
		}
		if asked := strings.Join(network.lists, ", "); asked != "/api/nodes a, /api/feature-flags a, /api/nodes b" {
			t.Errorf("asked for %s", asked)
		}
	})
}

// An endpoint that is dead is not asked to make the change.
func TestLookAtTheNodesSparesTheChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, network := scripted(t, httpapi.Config{}, only(refuses), only(fine))
		network.nodes, network.flags = []string{allRun}, withKhepri
		_, err := client.api.Do(t.Context(), change)
		if said := network.Said(); err != nil || said != "PUT b" {
			t.Errorf("the requests were %s, %v", said, err)
		}
	})
}

// A change whose answer was lost for want of a majority is not sent again.
func TestChangeIsNotSentAgainWithoutAMajority(t *testing.T) {
	for name, nodes := range map[string][]reply{"one endpoint": nil, "two endpoints": {fine}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				all := [][]reply{only(noQuorum)}
				if nodes != nil {
					all = append(all, nodes)
				}
				client, network := scripted(t, httpapi.Config{}, all...)
				network.nodes, network.flags = []string{allRun, oneRuns}, withKhepri
				_, err := client.api.Do(t.Context(), change)
				if !errors.Is(err, httpapi.ErrAnswerLost) || !strings.Contains(err.Error(), "1 of 3 nodes are running") {
					t.Errorf("got %v", err)
				}
				if said := network.Said(); said != "PUT a" {
					t.Errorf("the requests were %s", said)
				}
			})
		})
	}
}

// Reads go on without a majority.
func TestReadNeedsNoMajority(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, network := scripted(t, httpapi.Config{}, only(fine))
		network.nodes, network.flags = []string{oneRuns}, withKhepri
		_, err := client.api.Do(t.Context(), httpapi.Request{Method: http.MethodGet, Path: "/api/queues/v/q"})
		if err != nil || len(network.lists) > 0 {
			t.Errorf("%v, asked for %q", err, network.lists)
		}
	})
}

// A node that fails at the look, as one that boots does, says nothing about what the user may know.
func TestLookThatFailsIsMadeAgain(t *testing.T) {
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == apiPath("nodes") {
			answering(http.StatusInternalServerError, `{"error":"booting","reason":""}`)(w, r)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	client := newClient(t, node.URL)
	if _, err := client.api.Do(t.Context(), change); err != nil || client.majority.notNeeded.Load() {
		t.Errorf("%v, never again: %t", err, client.majority.notNeeded.Load())
	}
}
