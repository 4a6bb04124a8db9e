package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// advancedConfiguration makes quorum queues report their numbers each second, not each five: tests do not want to wait. And nodes
// from 4.0 on do not start virtual hosts that a test has stopped: they would ten seconds after another node has come up, and each
// half minute in the first five (rabbit_vhosts:on_node_up/1, reconcile/0).
const advancedConfiguration = "[{rabbit, [{quorum_tick_interval, 1000}, {vhost_process_reconciliation_enabled, false}]}].\n"

// prepare writes everything a node reads at its start.
func (l *Lab) prepare(n *Node, formation string) error {
	for _, dir := range []string{"mnesia", "log", "home", "conf.d"} {
		if err := os.MkdirAll(filepath.Join(n.Dir, dir), 0o700); err != nil {
			return fmt.Errorf("prepare %s: %w", n.Name, err)
		}
	}
	plugins := append([]string{"rabbitmq_management"}, l.Plugins...)
	files := []struct {
		name, text string
		mode       os.FileMode
	}{
		{"home/.erlang.cookie", l.Cookie, 0o400},
		{"enabled_plugins", "[" + strings.Join(plugins, ",") + "].\n", 0o600},
		{"advanced.config", advancedConfiguration, 0o600},
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(n.Dir, f.name), []byte(f.text), f.mode); err != nil {
			return fmt.Errorf("prepare %s: %w", n.Name, err)
		}
	}
	return l.writeConfiguration(n, formation)
}

func (l *Lab) writeConfiguration(n *Node, formation string) error {
	err := os.WriteFile(filepath.Join(n.Dir, "rabbitmq.conf"), []byte(l.configuration(n)+formation), 0o600)
	if err != nil {
		return fmt.Errorf("configure %s: %w", n.Name, err)
	}
	return nil
}

func (l *Lab) configuration(n *Node) string {
	var b strings.Builder
	line := func(key, value string) { fmt.Fprintf(&b, "%s = %s\n", key, value) }
	if l.Network {
		line("listeners.tcp.default", strconv.Itoa(defaultAMQPPort))
		line("management.tcp.port", strconv.Itoa(defaultManagementPort))
	} else {
		line("listeners.tcp.default", "127.0.0.1:"+strconv.Itoa(n.AMQPPort))
		line("management.tcp.ip", "127.0.0.1")
		line("management.tcp.port", strconv.Itoa(n.ManagementPort))
	}
	// Not guest: that one is refused from any address but loopback.
	line("default_user", l.Username)
	line("default_pass", l.Password)
	line("default_user_tags.administrator", "true")
	line("default_permissions.configure", ".*")
	line("default_permissions.read", ".*")
	line("default_permissions.write", ".*")
	line("disk_free_limit.absolute", "50MB")
	line("vm_memory_high_watermark.absolute", "512MB")
	line("log.file.level", "info")
	line("collect_statistics_interval", "1000")
	if l.Series == "3.8" {
		// This series allocates the whole write-ahead log at once: 316 MB a node by default.
		line("raft.wal_max_size_bytes", strconv.Itoa(16<<20))
	}
	return b.String() + l.Config + "\n"
}

// environment is all a broker, or rabbitmqctl for it, sees. The caller's own is left out on purpose: a
// RABBITMQ_ variable of the developer's shell must not change a lab.
func (l *Lab) environment(n *Node) []string {
	distribution, epmd := n.DistributionPort, n.EpmdPort
	arguments := "+sbwt none"
	if l.Network {
		distribution, epmd = defaultDistributionPort, defaultEpmdPort
		// A cut is noticed within about this many seconds; the default is 60.
		arguments += " -kernel net_ticktime 8"
	}
	arguments += " " + l.distributionArguments()
	in := func(name string) string { return filepath.Join(n.Dir, name) }
	return n.withOwnFiles([]string{
		"RABBITMQ_CTL_ERL_ARGS=" + l.distributionArguments(),
		"PATH=" + l.Release.ErlangBin + ":" + systemPath,
		"LANG=C.UTF-8",
		"HOME=" + in("home"),
		"ERL_EPMD_PORT=" + strconv.Itoa(epmd),
		"ERL_CRASH_DUMP_SECONDS=0",
		"RABBITMQ_NODENAME=" + n.Name,
		"RABBITMQ_DIST_PORT=" + strconv.Itoa(distribution),
		"RABBITMQ_CONFIG_FILE=" + in("rabbitmq.conf"),
		"RABBITMQ_CONFIG_FILES=" + in("conf.d"),
		"RABBITMQ_ADVANCED_CONFIG_FILE=" + in("advanced.config"),
		"RABBITMQ_CONF_ENV_FILE=/dev/null",
		"RABBITMQ_MNESIA_BASE=" + in("mnesia"),
		"RABBITMQ_LOG_BASE=" + in("log"),
		"RABBITMQ_ENABLED_PLUGINS_FILE=" + in("enabled_plugins"),
		"RABBITMQ_PID_FILE=" + in("pid"),
		"RABBITMQ_PLUGINS_DIR=" + filepath.Join(l.Release.Server, "plugins"),
		"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=" + arguments,
		// With this the package's script becomes the broker instead of its parent: the number of the
		// process started is the broker's own, and the parent-death signal reaches it.
		"RUNNING_UNDER_SYSTEMD=true",
	})
}

// The cause stands above the crash reports it leads to, which are long.
const bootLogLines = 60

// bootLog is the end of what a node said while it started, for errors.
func (n *Node) bootLog() string {
	var b strings.Builder
	logs, _ := filepath.Glob(filepath.Join(n.Dir, "log", "*"))
	for _, path := range logs {
		data, err := os.ReadFile(path)
		if err != nil || len(data) == 0 {
			continue
		}
		lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
		if len(lines) > bootLogLines {
			lines = lines[len(lines)-bootLogLines:]
		}
		fmt.Fprintf(&b, "\n--- %s ends with:\n%s", filepath.Base(path), strings.Join(lines, "\n"))
	}
	return b.String()
}
