package as3

import (
	"fmt"
	"net/netip"
)

// Warnings are traps in a Config without problems: it works, though perhaps not as meant.
func (r Resolved) Warnings() []string {
	c := r.config
	warnings := c.Warnings()
	for _, l := range c.Listeners {
		warnings = append(warnings, l.Warnings(l.Check.Check, c.RabbitMQVersion, l.Check.Username != "")...)
		for _, s := range l.Servers {
			if ip, err := netip.ParseAddr(s.Address); err == nil && (ip.IsLoopback() || ip.IsUnspecified()) {
				warnings = append(warnings, fmt.Sprintf("listener %s: server %s is %s, which to a BIG-IP is itself", l.Name, s.Name, s.Address))
			}
		}
	}
	return warnings
}
