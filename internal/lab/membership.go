package lab

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// formation are the lines of rabbitmq.conf by which fresh nodes find each other. Three nodes that boot and
// join at once are up in about half the time that booting and then joining one by one takes.
func (l *Lab) formation() string {
	if l.Separate || len(l.Nodes) == 1 {
		return ""
	}
	var b strings.Builder
	b.WriteString("cluster_formation.peer_discovery_backend = classic_config\n")
	for _, n := range l.Nodes {
		fmt.Fprintf(&b, "cluster_formation.classic_config.nodes.%d = %s\n", n.Number, n.Name)
	}
	if l.Series == "3.8" {
		b.WriteString("cluster_formation.randomized_startup_delay_range.min = 0\n")
		b.WriteString("cluster_formation.randomized_startup_delay_range.max = 0\n")
	}
	return b.String()
}

// form waits until all nodes agree that they are one cluster, and then makes them forget how they found each
// other: a node that is reset and started must stay alone, and not find its way back by itself.
func (k *keeper) form(ctx context.Context) error {
	formation := k.lab.formation()
	if formation == "" {
		return nil
	}
	err := each(len(k.brokers), func(i int) error {
		b := k.brokers[i]
		err := poll(ctx, 100*time.Millisecond, func() error { return b.probe.agrees(ctx, len(k.brokers)) })
		if err != nil {
			return fmt.Errorf("form the cluster of lab %s: %w%s", k.lab.Name, err, b.bootLog())
		}
		return k.lab.writeConfiguration(b.Node, "")
	})
	if err != nil {
		return err
	}
	_, err = k.rabbitmqctl(ctx, k.brokers[0], "eval", `[ok = rpc:call(N, application, F, A) || N <- [node() | nodes()],
		{F, A} <- [{unset_env, [rabbit, cluster_formation]}, {set_env, [rabbit, cluster_nodes, {[], disc}]}]].`)
	return err
}

// rabbitmqctl runs the release's own command: the versions do not mix.
func (k *keeper) rabbitmqctl(ctx context.Context, b *broker, arguments ...string) (string, error) {
	cmd := exec.Command(k.lab.Release.script("rabbitmqctl"), arguments...)
	cmd.Dir, cmd.Env = b.Dir, k.lab.environment(b.Node)
	return b.thread.run(ctx, fmt.Sprintf("rabbitmqctl -n %s %s", b.Name, strings.Join(arguments, " ")), cmd)
}

func (k *keeper) startApp(ctx context.Context, b *broker) error {
	if _, err := k.rabbitmqctl(ctx, b, "start_app"); err != nil {
		return err
	}
	return k.awaitBroker(ctx, b)
}

func (k *keeper) join(ctx context.Context, b, seed *broker) error {
	if b == seed {
		return fmt.Errorf("join %s: a node cannot join itself", b.Name)
	}
	for _, step := range [][]string{{"stop_app"}, {"join_cluster", seed.Name}} {
		if _, err := k.rabbitmqctl(ctx, b, step...); err != nil {
			return err
		}
	}
	return k.startApp(ctx, b)
}
