package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

const (
	labName = "quickstart"
	// haproxyPort is the one of the classic deployment; statsPort is free on most machines.
	haproxyPort, statsPort = 56720, 58404
	messagesEach           = 50
)

// show is one quick start while it is set up.
type show struct {
	*lab.Lab
	work          *workspace.Workspace
	amqp, stats   int
	messagesRound int
}

// up runs the whole show. What fails is left standing, so that it can be looked at; down takes it away.
func up(ctx context.Context, series string) error {
	if _, err := lab.Open(labName); !errors.Is(err, lab.ErrNoLab) {
		return errors.Join(errors.New("a quick start is there already; take it away with make quickstart-down"), err)
	}
	s := &show{}
	for _, step := range []struct {
		title string
		do    func(context.Context) error
	}{
		{"Starting three separate nodes of RabbitMQ " + series, func(ctx context.Context) error { return s.start(ctx, series) }},
		{"Building the provider", s.build},
		{"terraform init, plan and apply on examples/quickstart: the nodes become a cluster", s.apply},
		{"Starting HAProxy with the rendered configuration", s.proxy},
		{"Publishing and consuming through HAProxy", s.messages},
		{"Killing a node (SIGKILL), then publishing and consuming again", s.kill},
		{"Starting the node again, and planning once more", s.heal},
	} {
		fmt.Printf("==> %s\n", step.title)
		began := time.Now()
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.title, err)
		}
		fmt.Printf("    %.1f s\n", time.Since(began).Seconds())
	}
	s.tell()
	return nil
}

func (s *show) start(ctx context.Context, series string) (err error) {
	s.Lab, err = lab.Up(ctx, lab.Options{Name: labName, RabbitMQ: series, Separate: true})
	if err != nil {
		return err
	}
	fmt.Printf("  RabbitMQ %s\n", s.Version)
	return nil
}

func (s *show) build(ctx context.Context) (err error) {
	// The lab's folder goes with the lab, and everything of the quick start is in it.
	dir := filepath.Join(s.Dir, "terraform")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if s.amqp, err = portOr(haproxyPort); err != nil {
		return err
	}
	if s.stats, err = portOr(statsPort); err != nil {
		return err
	}
	if s.work, err = workspace.New(ctx, ".", dir); err != nil {
		return err
	}
	s.work.Environment = append(s.work.Environment, s.Environment()...)
	names, ports := make([]string, len(s.Nodes)), make([]string, len(s.Nodes))
	for i, node := range s.Nodes {
		names[i] = strconv.Quote(node.Name)
		ports[i] = fmt.Sprintf("%q={amqp=%d,management=%d}", node.Name, node.AMQPPort, node.ManagementPort)
	}
	s.work.Environment = append(s.work.Environment,
		"TF_VAR_nodes=["+strings.Join(names, ",")+"]", "TF_VAR_ports={"+strings.Join(ports, ",")+"}",
		fmt.Sprintf("TF_VAR_epmd_port=%d", s.Nodes[0].EpmdPort),
		fmt.Sprintf("TF_VAR_mirroring=%t", strings.HasPrefix(s.Version, "3.")),
		fmt.Sprintf("TF_VAR_haproxy_port=%d", s.amqp), fmt.Sprintf("TF_VAR_stats_port=%d", s.stats))
	environment := filepath.Join(dir, environmentFile)
	if err := os.WriteFile(environment, []byte(lab.ExportLines(s.work.Environment)), 0o600); err != nil {
		return err
	}
	_, err = s.work.Load(nil, filepath.Join("examples", "quickstart"))
	return err
}

func (s *show) apply(ctx context.Context) error {
	if err := s.work.Apply(ctx); err != nil {
		return err
	}
	objects, err := s.work.Terraform(ctx, "state", "list")
	fmt.Print(indent(objects))
	return err
}

func (s *show) proxy(ctx context.Context) error {
	config, err := s.work.Terraform(ctx, "output", "-raw", "haproxy_config")
	if err != nil {
		return err
	}
	return s.HAProxy(ctx, config)
}

func (s *show) messages(ctx context.Context) error {
	text, err := s.work.Terraform(ctx, "output", "-json", "queues")
	if err != nil {
		return err
	}
	client := traffic{
		address: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.amqp)), username: s.Username, password: s.Password,
		vhost: "apps", exchange: "apps",
	}
	var bindings map[string]string
	if err := json.Unmarshal([]byte(text), &bindings); err != nil {
		return fmt.Errorf("read terraform's output: %w", err)
	}
	client.keys = map[string]string{}
	for queue, key := range bindings {
		client.keys[queue] = concrete(key)
	}
	s.messagesRound++
	return client.round(ctx, fmt.Sprintf("round %d", s.messagesRound), messagesEach)
}

func (s *show) kill(ctx context.Context) error {
	if err := s.Kill(ctx, 0); err != nil {
		return err
	}
	fmt.Printf("  %s is dead\n", s.Nodes[0].Name)
	return s.messages(ctx)
}

// heal brings the node back and shows that Terraform finds everything as it left it.
func (s *show) heal(ctx context.Context) error {
	if err := s.Restart(ctx, 0); err != nil {
		return err
	}
	if err := s.AwaitReady(ctx); err != nil {
		return err
	}
	if err := s.work.ExpectNoChanges(ctx); err != nil {
		return err
	}
	fmt.Println("  terraform plan: no changes")
	return nil
}

// portOr returns the wanted port where it is free, else any free one.
func portOr(wanted int) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(wanted)))
	if err != nil {
		listener, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return 0, err
	}
	if err := listener.Close(); err != nil {
		return 0, err
	}
	return strconv.Atoi(port)
}
