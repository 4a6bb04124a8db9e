package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench/process"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
)

// lifetime is how long the lab lives should this process be killed.
const lifetime = 48 * time.Hour

// cluster is the brokers that are measured. All arms talk to the first node, the only one that speaks TLS.
type cluster struct {
	*lab.Lab
	tlsPort int
	caFile  string
	pids    []int
	api     *api
}

func startCluster(ctx context.Context, series string, nodes int) (*cluster, error) {
	running, err := lab.Up(ctx, lab.Options{Name: fmt.Sprintf("bench-%d", os.Getpid()), RabbitMQ: series, Nodes: nodes, TTL: lifetime})
	if err != nil {
		return nil, err
	}
	c := &cluster{Lab: running}
	if err := c.complete(ctx); err != nil {
		return nil, fmt.Errorf("prepare lab %s: %w", c.Name, withEnd(err, c.end()))
	}
	return c, nil
}

// complete gives the first node a TLS listener, which it takes up when it starts.
func (c *cluster) complete(ctx context.Context) error {
	ports, err := lab.FreePorts(1)
	if err != nil {
		return err
	}
	c.tlsPort = ports[0]
	pair, err := certificates.New("127.0.0.1", farHost)
	if err != nil {
		return err
	}
	node := c.Nodes[0].Dir
	in := func(name string) string { return filepath.Join(node, "management-"+name+".pem") }
	c.caFile = in("ca")
	config := fmt.Sprintf("management.ssl.ip = 127.0.0.1\nmanagement.ssl.port = %d\nmanagement.ssl.cacertfile = %s\n"+
		"management.ssl.certfile = %s\nmanagement.ssl.keyfile = %s\n", c.tlsPort, in("ca"), in("cert"), in("key"))
	for path, text := range map[string]string{
		in("ca"): pair.CA, in("cert"): pair.Cert, in("key"): pair.Key,
		filepath.Join(node, "conf.d", "90-management-tls.conf"): config,
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	if err := c.Restart(ctx, 0); err != nil {
		return err
	}
	if err := c.AwaitReady(ctx); err != nil {
		return err
	}
	status, err := c.Status(ctx)
	if err != nil {
		return err
	}
	for _, node := range status {
		c.pids = append(c.pids, node.PID)
	}
	c.api, err = newAPI(c.Endpoints()[0], c.Username, c.Password, c.caFile)
	return err
}

// address is host:port of the first node's management API.
func (c *cluster) address(tls bool) string {
	if tls {
		return "127.0.0.1:" + strconv.Itoa(c.tlsPort)
	}
	return strings.TrimPrefix(c.Endpoints()[0], "http://")
}

// end takes the cluster away, also after an interrupt.
func (c *cluster) end() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return c.Down(ctx)
}

// cpu is what all brokers have used so far.
func (c *cluster) cpu() (time.Duration, error) {
	var sum time.Duration
	for _, pid := range c.pids {
		used, err := process.CPU(pid)
		if err != nil {
			return 0, fmt.Errorf("a broker is gone: %w", err)
		}
		sum += used
	}
	return sum, nil
}

// awaitIdle waits until the brokers have done what the operation before left them to do, so that the next one does not pay
// for it. It returns the CPU seconds that they use in a second for themselves. Brokers that never rest are not waited for.
func (c *cluster) awaitIdle(ctx context.Context) (idle float64, err error) {
	const (
		window   = time.Second // brokers collect statistics once a second
		resting  = 0.25        // CPU seconds in a second, of all nodes
		patience = 15
	)
	ticker := time.NewTicker(window)
	defer ticker.Stop()
	for range patience {
		before, began := time.Duration(0), time.Now()
		if before, err = c.cpu(); err != nil {
			return 0, err
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-ticker.C:
		}
		after, err := c.cpu()
		if err != nil {
			return 0, err
		}
		if idle = (after - before).Seconds() / time.Since(began).Seconds(); idle < resting {
			break
		}
	}
	return idle, nil
}
