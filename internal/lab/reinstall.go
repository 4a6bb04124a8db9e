package lab

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Files that Reinstall gives a meaning of their own, because the lab has none of them.
const (
	classicConfiguration = "rabbitmq.config"
	nodeEnvironment      = "rabbitmq-env.conf"
)

// Reinstall makes node i, which must have been killed, one that has never started, with these files in the place of
// the lab's own: rabbitmq.conf, advanced.config, enabled_plugins, rabbitmq.config, rabbitmq-env.conf, conf.d/NAME.
// What is not among them is gone. Restart then starts it, and waits for the ports and the user that the lab knows, so
// the files have to name these. From rabbitmq-env.conf come the node's name and its distribution port.
func (l *Lab) Reinstall(i int, files map[string]string) error {
	if err := l.has(i); err != nil {
		return fmt.Errorf("reinstall: %w", err)
	}
	n := l.Nodes[i]
	for _, name := range []string{
		"rabbitmq.conf", "advanced.config", "enabled_plugins", classicConfiguration, nodeEnvironment, "mnesia", "log", "conf.d",
	} {
		if err := os.RemoveAll(filepath.Join(n.Dir, name)); err != nil {
			return fmt.Errorf("reinstall %s: %w", n.Name, err)
		}
	}
	for _, name := range []string{"mnesia", "log", "conf.d"} {
		if err := os.MkdirAll(filepath.Join(n.Dir, name), 0o700); err != nil {
			return fmt.Errorf("reinstall %s: %w", n.Name, err)
		}
	}
	for name, text := range files {
		if !filepath.IsLocal(name) {
			return fmt.Errorf("reinstall %s: %q is no name of a file in its folder", n.Name, name)
		}
		if err := os.WriteFile(filepath.Join(n.Dir, name), []byte(text), 0o600); err != nil {
			return fmt.Errorf("reinstall %s: %w", n.Name, err)
		}
	}
	return nil
}

// withOwnFiles is the environment of a node that may have been reinstalled. Variables come before the node's files,
// so those that its own file is to give are left out.
func (n *Node) withOwnFiles(environment []string) []string {
	in := func(name string) string { return filepath.Join(n.Dir, name) }
	has := func(name string) bool {
		_, err := os.Stat(in(name))
		return !errors.Is(err, os.ErrNotExist)
	}
	set := func(name, value string) {
		environment = slices.DeleteFunc(environment, func(v string) bool { return strings.HasPrefix(v, name+"=") })
		if value != "" {
			environment = append(environment, name+"="+value)
		}
	}
	if has(classicConfiguration) {
		// Without its extension, as on an installed machine: the broker then looks for both formats.
		set("RABBITMQ_CONFIG_FILE", in("rabbitmq"))
	}
	if has(nodeEnvironment) {
		set("RABBITMQ_NODENAME", "")
		set("RABBITMQ_DIST_PORT", "")
		set("RABBITMQ_CONF_ENV_FILE", in(nodeEnvironment))
		for _, name := range n.givenArguments(in(nodeEnvironment)) {
			set("RABBITMQ_"+name, "")
		}
	}
	return environment
}

// givenArguments are the variables for arguments of Erlang that a node's own file gives.
func (n *Node) givenArguments(file string) []string {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil // the node says so itself
	}
	return slices.DeleteFunc([]string{"SERVER_ADDITIONAL_ERL_ARGS", "CTL_ERL_ARGS"}, func(name string) bool {
		return !strings.Contains("\n"+string(text), "\n"+name+"=") && !strings.Contains(string(text), "\nRABBITMQ_"+name+"=")
	})
}
