package as3

import (
	"encoding/base64"
	"fmt"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// monitor is an object of class Monitor.
type monitor struct {
	name string
	body object
}

// monitors are all that the listener's servers are probed with, each once.
func (l Listener) monitors() []monitor {
	all := l.monitorsAt(l.Check.Port, "")
	known := map[string]bool{}
	for _, m := range all {
		known[m.name] = true
	}
	for _, s := range l.Servers {
		for _, m := range l.ownMonitors(s) {
			if !known[m.name] {
				known[m.name] = true
				all = append(all, m)
			}
		}
	}
	return all
}

// ownMonitors are those of a server that is probed at another port than the rest; they take the place of the pool's.
func (l Listener) ownMonitors(s loadbalancer.Server) []monitor {
	if s.CheckPort == nil || l.Check.Port != nil && *l.Check.Port == *s.CheckPort {
		return nil
	}
	return l.monitorsAt(s.CheckPort, "_"+strconv.Itoa(*s.CheckPort))
}

// monitorsAt are the monitors for a port, which is nil for a server's own.
func (l Listener) monitorsAt(port *int, suffix string) []monitor {
	switch l.Check.Kind {
	case loadbalancer.CheckTCP:
		return []monitor{l.tcpMonitor(port, suffix)}
	case loadbalancer.CheckHTTP:
		// A node that answers for its management listener says nothing of the one that clients use.
		return []monitor{l.tcpMonitor(nil, ""), l.httpMonitor(port, suffix)}
	}
	return nil
}

func (l Listener) tcpMonitor(port *int, suffix string) monitor {
	return monitor{l.Name + "_check_tcp" + suffix, l.Check.body("tcp", port)}
}

func (l Listener) httpMonitor(port *int, suffix string) monitor {
	c := l.Check
	kind := "http"
	if c.TLS != nil {
		kind = "https"
	}
	body := c.body(kind, port)
	// The BIG-IP itself reads \r and \n in a monitor's string: they are written as two characters each.
	body["send"] = fmt.Sprintf(`GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n`, c.Path, c.HostHeader)
	body["receive"] = fmt.Sprintf("HTTP/1.1 %d", *c.ExpectStatus)
	if c.Username != "" {
		body["username"] = c.Username
		body["passphrase"] = secret(c.Password)
	}
	if c.TLS != nil && c.TLS.ServerSSLProfile != "" {
		body["clientTLS"] = bigip(c.TLS.ServerSSLProfile)
	}
	return monitor{l.Name + "_check_http" + suffix, body}
}

// body is what all monitors have. AS3 has no count of failures and successes, but times.
func (c Check) body(kind string, port *int) object {
	body := object{
		"class": "Monitor", "monitorType": kind,
		"interval": seconds(c.Interval), "timeout": c.timeout(), "timeUntilUp": c.timeUntilUp(),
	}
	if port != nil {
		body["targetPort"] = *port
	}
	return body
}

// timeout is how long a server stays in use without a successful check, in seconds; for the defaults it is AS3's own.
func (c Check) timeout() int64 { return int64(seconds(c.Interval))*int64(*c.Fall) + 1 }

// timeUntilUp is how long a server has to succeed before it is used again, in seconds.
func (c Check) timeUntilUp() int64 { return int64(seconds(c.Interval)) * int64(*c.Rise-1) }

// secret is a value that AS3 encrypts before it stores it. It comes to AS3 as it is: the header says {"alg":"dir",
// "enc":"none"}.
func secret(value string) object {
	return object{
		"protected":  "eyJhbGciOiJkaXIiLCJlbmMiOiJub25lIn0",
		"ciphertext": base64.RawURLEncoding.EncodeToString([]byte(value)),
	}
}
