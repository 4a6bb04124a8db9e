package lab

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// inOwnNetwork starts a process as root of its own user namespace, which needs no right at all where the
// kernel allows it, and with mounts and a network of its own.
func inOwnNetwork(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Setsid:      true,
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
}

// NetworkUnavailable is nil where Options.Network works, and says why where it does not.
func NetworkUnavailable() error {
	ip, err := findTool("ip")
	if err != nil {
		return fmt.Errorf("a network of its own for each node needs ip, of the package iproute2: %w", err)
	}
	cmd := exec.Command(ip, "link", "add", "probe0", "type", "veth", "peer", "name", "probe1")
	inOwnNetwork(cmd)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("no unprivileged user and network namespace can be used here (`unshare -Urn true` shows the same): %w %s",
			err, strings.TrimSpace(string(out)))
	}
	return nil
}

// buildNetwork makes two bridges in this process's namespace, the hub, and a namespace for each node, which
// is plugged into both: "peers" carries the cluster, "clients" everything that comes from outside.
func (k *keeper) buildNetwork() error {
	if err := k.ownHosts(); err != nil {
		return fmt.Errorf("keep lab %s: give it its own /etc/hosts: %w", k.lab.Name, err)
	}
	commands := []string{
		"link set lo up",
		"link add peers type bridge", "link set peers up",
		"link add clients type bridge", "link set clients up", "addr add 10.78.0.254/24 dev clients",
	}
	if err := ip(k.ctx, k.thread, commands...); err != nil {
		return err
	}
	for i, n := range k.lab.Nodes {
		b := &broker{Node: n, thread: newThread(), probe: k.lab.probe(n)}
		b.probe.management = net.JoinHostPort(clientAddress(n.Number), strconv.Itoa(defaultManagementPort))
		b.probe.amqp = net.JoinHostPort(clientAddress(n.Number), strconv.Itoa(defaultAMQPPort))
		k.brokers = append(k.brokers, b)
		if err := k.plugIn(b); err != nil {
			return fmt.Errorf("keep lab %s: give %s a network: %w", k.lab.Name, n.Name, err)
		}
		inside := []int{defaultAMQPPort, defaultManagementPort, defaultDistributionPort, defaultEpmdPort}
		for j, port := range inside {
			target := net.JoinHostPort(clientAddress(n.Number), strconv.Itoa(port))
			if err := forwardFile(k.ctx, firstListener+i*len(inside)+j, target); err != nil {
				return fmt.Errorf("keep lab %s: forward to %s: %w", k.lab.Name, target, err)
			}
		}
	}
	return nil
}

func (k *keeper) ownHosts() error {
	hosts := "127.0.0.1 localhost\n"
	for _, n := range k.lab.Nodes {
		hosts += peerAddress(n.Number) + " " + n.Host + "\n"
	}
	path := filepath.Join(k.lab.Dir, "hosts")
	if err := os.WriteFile(path, []byte(hosts), 0o644); err != nil {
		return err
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return err
	}
	return syscall.Mount(path, "/etc/hosts", "", syscall.MS_BIND, "")
}

func (k *keeper) plugIn(b *broker) error {
	var tid int
	err := b.thread.do(func() error {
		tid = syscall.Gettid()
		return errors.Join(
			syscall.Unshare(syscall.CLONE_NEWNET|syscall.CLONE_NEWUTS),
			syscall.Sethostname([]byte(b.Host)))
	})
	if err != nil {
		return err
	}
	for _, bridge := range []string{"peers", "clients"} {
		port := link(bridge, b)
		err := ip(k.ctx, k.thread,
			fmt.Sprintf("link add %s type veth peer name %s netns %d", port, bridge, tid),
			fmt.Sprintf("link set %s master %s up", port, bridge))
		if err != nil {
			return err
		}
	}
	return ip(k.ctx, b.thread,
		"link set lo up",
		"addr add "+peerAddress(b.Number)+"/24 dev peers", "link set peers up",
		"addr add "+clientAddress(b.Number)+"/24 dev clients", "link set clients up")
}

// link is the hub's end of a node's cable.
func link(bridge string, b *broker) string { return bridge + strconv.Itoa(b.Number) }

func (k *keeper) setLinks(ctx context.Context, b *broker, do string) error {
	if !k.lab.Network {
		return fmt.Errorf("%s %s: the nodes of this lab share the host's network; start it with Options.Network (lab up --network)", do, b.Name)
	}
	peers, clients, cut := "down", "down", "all"
	switch do {
	case doCutPeers:
		clients, cut = "up", "peers"
	case doHeal:
		peers, clients, cut = "up", "up", ""
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cut = cut
	return ip(ctx, k.thread,
		"link set "+link("peers", b)+" "+peers,
		"link set "+link("clients", b)+" "+clients)
}

// ip runs commands of iproute2 in the namespace of a thread.
func ip(ctx context.Context, t *thread, commands ...string) error {
	tool, err := findTool("ip")
	if err != nil {
		return err
	}
	for _, c := range commands {
		if _, err := t.run(ctx, "ip "+c, exec.Command(tool, strings.Fields(c)...)); err != nil {
			return err
		}
	}
	return nil
}
