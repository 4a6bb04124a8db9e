package failover

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// up is the status of a server that gets connections and whose checks are all well.
const up = "UP"

// serverName is what the configuration calls a node: HAProxy permits no "@" in a name.
func serverName(node *lab.Node) string { return strings.ReplaceAll(node.Name, "@", ".") }

// servers is how HAProxy finds each server of the listener.
func (s *Environment) servers(ctx context.Context) (map[string]string, error) {
	table, err := s.read(ctx, s.statistics+"/;csv")
	if err != nil {
		return nil, err
	}
	return parseServers(table)
}

// parseServers reads HAProxy's table of statistics: the status of each server by its name.
func parseServers(table []byte) (map[string]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("# ")))).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, errors.Join(errors.New("HAProxy's statistics are no table"), err)
	}
	proxy, name, status := slices.Index(rows[0], "pxname"), slices.Index(rows[0], "svname"), slices.Index(rows[0], "status")
	if min(proxy, name, status) < 0 {
		return nil, fmt.Errorf("HAProxy's statistics have the columns %q", rows[0])
	}
	found := map[string]string{}
	for _, row := range rows[1:] {
		if row[proxy] == listener && row[name] != "FRONTEND" && row[name] != "BACKEND" {
			found[row[name]] = row[status]
		}
	}
	return found, nil
}

var buildInfo = regexp.MustCompile(`haproxy_process_build_info\{version="([^"]+)"\}`)

// HAProxyVersion is the version of the HAProxy that runs, such as "2.6.12", as its own metrics tell.
func (s *Environment) HAProxyVersion(ctx context.Context) (string, error) {
	metrics, err := s.read(ctx, s.statistics+"/metrics")
	if err != nil {
		return "", err
	}
	found := buildInfo.FindSubmatch(metrics)
	if found == nil {
		return "", errors.New("HAProxy's metrics do not tell its version")
	}
	version, _, _ := strings.Cut(string(found[1]), "-") // what follows is the package's
	return version, nil
}
