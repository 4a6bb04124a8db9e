package lab

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// probe asks one node how it is. It goes by addresses, because the keeper of a network lab has others than
// its clients have.
type probe struct {
	name               string
	management, amqp   string // host:port
	username, password string
}

var probeClient = &http.Client{
	Timeout:   3 * time.Second,
	Transport: &http.Transport{DisableKeepAlives: true, Proxy: nil},
}

func (p probe) get(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.management+path, nil)
	if err != nil {
		return err
	}
	req.SetBasicAuth(p.username, p.password)
	resp, err := probeClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Errorf("GET %s of %s: %w", path, p.name, err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s of %s: %s %s", path, p.name, resp.Status, strings.TrimSpace(string(body)))
	}
	return json.Unmarshal(body, into)
}

// ready is nil when both the management API and AMQP answer.
func (p probe) ready(ctx context.Context) error {
	var overview struct{}
	if err := p.get(ctx, "/api/overview", &overview); err != nil {
		return err
	}
	dialer := net.Dialer{Timeout: 3 * time.Second}
	conn, err := dialer.DialContext(ctx, "tcp", p.amqp)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(3 * time.Second))
	if _, err := conn.Write([]byte("AMQP\x00\x00\x09\x01")); err != nil {
		return fmt.Errorf("AMQP of %s: %w", p.name, err)
	}
	// The first frame is connection.start, and a frame of a method starts with the octet 1.
	first := make([]byte, 1)
	if _, err := io.ReadFull(conn, first); err != nil {
		return fmt.Errorf("AMQP of %s: no connection.start: %w", p.name, err)
	}
	if first[0] != 1 {
		return fmt.Errorf("AMQP of %s: octet %d instead of connection.start", p.name, first[0])
	}
	return nil
}

// agrees is nil when the node is ready and sees exactly this many members, all of them running.
func (p probe) agrees(ctx context.Context, members int) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	var nodes []struct {
		Name    string `json:"name"`
		Running bool   `json:"running"`
	}
	if err := p.get(ctx, "/api/nodes", &nodes); err != nil {
		return err
	}
	running := 0
	for _, n := range nodes {
		if n.Running {
			running++
		}
	}
	if running != members || len(nodes) != members {
		return fmt.Errorf("%s sees %d members, %d of them running, not %d", p.name, len(nodes), running, members)
	}
	return nil
}

// each runs f for all indices at once and returns the first error there was.
func each(n int, f func(i int) error) error {
	var (
		group sync.WaitGroup
		once  sync.Once
		first error
	)
	for i := range n {
		group.Go(func() {
			if err := f(i); err != nil {
				once.Do(func() { first = err })
			}
		})
	}
	group.Wait()
	return first
}
