package httpapi

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// refuseCertificate is what a server says that wants another certificate of ours.
var refuseCertificate = &net.OpError{Op: "remote error", Err: errors.New("tls: certificate required")}

func TestRounds(t *testing.T) {
	wrongName := reply{Refuse: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}}
	noHost := reply{Refuse: &net.DNSError{Err: "no such host", IsNotFound: true}}
	noCertificate := reply{Cut: refuseCertificate}
	slow := reply{Cut: errCut, After: 50 * time.Second}
	for name, test := range map[string]struct {
		config Config
		nodes  [][]reply
		want   string
		fails  bool
	}{
		"until it answers":            {Config{}, [][]reply{{refuses, cuts, tooBusy, fine}}, times(4, "GET a"), false},
		"six in all":                  {Config{}, [][]reply{{refuses}}, times(6, "GET a"), true},
		"as many as configured":       {Config{MaxRetries: new(2)}, [][]reply{{refuses}, {cuts}}, times(3, "GET a, GET b"), true},
		"none":                        {Config{MaxRetries: new(0)}, [][]reply{{refuses}}, "GET a", true},
		"a refusal is an answer":      {Config{}, [][]reply{{{Status: 405}}}, "GET a", true},
		"wrong password":              {Config{}, [][]reply{{intruder}, {intruder}}, "GET a, GET b", true},
		"one may not know the user":   {Config{}, [][]reply{{intruder}, {fine}}, "GET a, GET b", false},
		"nothing that waiting helps":  {Config{}, [][]reply{{noHost}, {wrongName}, {noCertificate}}, "GET a, GET b, GET c", true},
		"one that waiting may help":   {Config{MaxRetries: new(1)}, [][]reply{{noHost}, {refuses}}, times(2, "GET a, GET b"), true},
		"not longer than the timeout": {Config{}, [][]reply{{slow}}, "GET a, GET a", true},
		"not longer than all":         {Config{OperationTimeout: 40 * time.Second}, [][]reply{{slow}, {fine}}, "GET a", true},
		"a page of a proxy":           {Config{}, [][]reply{{{Status: 404, Body: "<html>"}}, {fine}}, "GET a, GET b", false},
		"not JSON":                    {Config{}, [][]reply{{{Status: 200, Body: "<html>"}}, {fine}}, "GET a, GET b", false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if test.config.OperationTimeout > 0 {
					test.nodes[0][0].Hang = true
				}
				client, nodes := scripted(t, test.config, test.nodes...)
				if name == "not longer than all" {
					client.timeout = 10 * time.Minute
				}
				if err := read(t, client); (err != nil) != test.fails {
					t.Errorf("error %v, wanted: %t", err, test.fails)
				}
				if got := nodes.Said(); got != test.want {
					t.Errorf("asked %s, want %s", got, test.want)
				}
			})
		})
	}
}

// A thousand objects of a broker that is away must not take a thousand times the patience of one.
func TestPatienceIsShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, nodes := scripted(t, Config{}, only(refuses), only(refuses), only(refuses))
		began := time.Now()
		work := make(chan int)
		var workers sync.WaitGroup
		for range maxConnections {
			workers.Go(func() {
				for range work {
					var unreachable *UnreachableError
					if err := read(t, client); !errors.As(err, &unreachable) || len(unreachable.Attempts) != 3 {
						t.Errorf("the reasons are missing: %v", err)
					}
				}
			})
		}
		for i := range 1000 {
			work <- i
		}
		close(work)
		workers.Wait()
		if lasted, requests := time.Since(began), strings.Count(nodes.Said(), "GET"); lasted > 10*time.Second || requests > 300 {
			t.Errorf("it took %s and %d requests", lasted, requests)
		}
		time.Sleep(time.Minute)
		if err := read(t, client); err == nil || nodes.Said() != "GET a, GET b, GET c" {
			t.Errorf("want one look when the time is over; %v", err)
		}
		nodes.Set("b", fine)
		time.Sleep(time.Minute)
		if err := read(t, client); err != nil {
			t.Error(err)
		}
		nodes.Said()
		nodes.Set("b", refuses, fine)
		if err := read(t, client); err != nil || strings.Count(nodes.Said(), "GET b") != 2 {
			t.Errorf("an answer does not bring the patience back: %v", err)
		}
	})
}

func TestRetriesAreLoggedWithTheirReasonAndWithoutThePassword(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, nodes := scripted(t, Config{}, only(refuses, fine), only(tooBusy))
		if err := read(t, client); err != nil {
			t.Fatal(err)
		}
		all := strings.Join(nodes.Lines(), "\n")
		for _, want := range []string{"management API retry", "connection refused", "503", "http://a", "http://b"} {
			if !strings.Contains(all, want) {
				t.Errorf("%q is not in the log:\n%s", want, all)
			}
		}
		if strings.Contains(all, testPassword) {
			t.Error("the password is in the log")
		}
	})
}

func TestBackoffGrowsToItsLimit(t *testing.T) {
	for round, most := range []int64{200, 400, 800, 1600, 3200, 5000, 5000} {
		for range 100 {
			if got := backoff(round); got < 0 || got.Milliseconds() >= most {
				t.Fatalf("round %d waits %s", round, got)
			}
		}
	}
	if backoff(1000) < 0 {
		t.Error("it is negative")
	}
}
