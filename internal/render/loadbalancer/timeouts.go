package loadbalancer

import (
	"cmp"
	"fmt"
	"time"
)

// Timeouts are how long a connection that is not made, or on which nothing is said, is waited for.
type Timeouts struct {
	// TimeoutConnect is the longest wait for a server to accept a connection. Default 5s. "0" is no limit,
	// for each of the three.
	TimeoutConnect string
	// TimeoutClient and TimeoutServer cut a connection on which that side was silent for so long. TCP
	// keep-alive does not count as traffic, AMQP heartbeats do. Default 3h.
	TimeoutClient, TimeoutServer string
	// Heartbeat is the AMQP heartbeat the clients negotiate, in seconds; 0 means none. It is used for warnings
	// only. Default 60, the broker's own.
	Heartbeat *int
}

// WithDefaults is t with everything filled in that was left out.
func (t Timeouts) WithDefaults() Timeouts {
	t.TimeoutConnect = cmp.Or(t.TimeoutConnect, "5s")
	t.TimeoutClient = cmp.Or(t.TimeoutClient, "3h")
	t.TimeoutServer = cmp.Or(t.TimeoutServer, "3h")
	t.Heartbeat = cmp.Or(t.Heartbeat, new(60))
	return t
}

// Timeouts checks t at a path, to which its fields belong.
func (v *Validator) Timeouts(at Path, t Timeouts) {
	v.durationOrNone(at.Field("timeout_connect"), t.TimeoutConnect)
	v.durationOrNone(at.Field("timeout_client"), t.TimeoutClient)
	v.durationOrNone(at.Field("timeout_server"), t.TimeoutServer)
	v.AtLeast(at.Field("heartbeat"), t.Heartbeat, 0)
}

// Warnings are timeouts that cut connections which are sound. Call it on t with its defaults, without problems.
func (t Timeouts) Warnings() []string {
	var warnings []string
	for _, side := range []struct{ name, value string }{{"timeout_client", t.TimeoutClient}, {"timeout_server", t.TimeoutServer}} {
		if w := IdleWarning(side.name, side.value, *t.Heartbeat); w != "" {
			warnings = append(warnings, w)
		}
	}
	return warnings
}

// IdleWarning is what is wrong with cutting connections that were silent for so long, whose clients negotiate this
// heartbeat in seconds; empty where nothing is, or where nothing is cut. A peer sends something every half heartbeat, and is given up after two.
func IdleWarning(name, timeout string, heartbeat int) string {
	limit := time.Duration(heartbeat) * time.Second
	switch d := Duration(timeout); {
	case d == 0:
		return ""
	case heartbeat == 0 && d < time.Hour:
		return fmt.Sprintf("%s is %s and clients send no heartbeats: idle connections are cut, which TCP keep-alive does not prevent; give at least 1h", name, timeout)
	case d < 2*limit:
		return fmt.Sprintf("%s is %s, less than twice the heartbeat of %s: idle connections are cut between two heartbeats", name, timeout, limit)
	}
	return ""
}
