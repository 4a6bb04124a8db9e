package lab

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Release is one RabbitMQ with the Erlang that runs it.
type Release struct {
	Version   string // "3.10.8"
	Server    string // the folder with sbin/ and plugins/
	ErlangBin string // the folder with erl and epmd
}

func (r Release) script(name string) string { return filepath.Join(r.Server, "sbin", name) }

// systemPath is the search path of everything the lab starts: an ordinary user's own often lacks sbin.
const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// Fetch makes a release of the series ready to run: the machine's own package where that is of this
// series, else packages unpacked into the cache. It returns an [ErrUnavailable] where neither can be had.
func Fetch(ctx context.Context, series string) (Release, error) {
	if suites[series] == nil {
		return Release{}, fmt.Errorf("RabbitMQ series %q is not known, choose one of %v", series, Series())
	}
	if r, ok := findRelease("/usr", series); ok {
		r.ErlangBin = "/usr/bin"
		if _, err := os.Stat("/usr/bin/erl"); err == nil {
			return r, nil
		}
	}
	return fetchRelease(ctx, series)
}

// findRelease looks for the package's folder below a prefix; the folder's name tells the exact version.
func findRelease(prefix, series string) (Release, bool) {
	servers, _ := filepath.Glob(filepath.Join(prefix, "lib/rabbitmq/lib/rabbitmq_server-*"))
	for _, dir := range servers {
		version := strings.TrimPrefix(filepath.Base(dir), "rabbitmq_server-")
		if !inSeries(version, series) {
			continue
		}
		return Release{Version: version, Server: dir, ErlangBin: filepath.Join(prefix, "lib/erlang/bin")}, true
	}
	return Release{}, false
}

func inSeries(version, series string) bool {
	return version == series || strings.HasPrefix(version, series+".")
}
