package as3

import (
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// maxRatio is the largest share that a BIG-IP knows.
const maxRatio = 100

// hostForm is narrower than package loadbalancer's, which lets underscores pass.
var hostForm = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\.?$`)

// servers finds two that are one: a pool cannot have it twice.
func (r *rules) servers(at loadbalancer.Path, l Listener) {
	first := map[string]loadbalancer.Path{}
	for i, s := range l.Servers {
		here := at.Item(i)
		r.server(here, s)
		host := hostName(s.Address)
		if ip, err := netip.ParseAddr(host); err == nil {
			host = ip.String()
		}
		address := net.JoinHostPort(host, strconv.Itoa(*s.Port))
		if taken, again := first[address]; again && !r.has(here.Field("address")) {
			r.Add(here.Field("address"), "Server used twice", fmt.Sprintf("%s is %s already, and a pool has each address and port once.", taken, address), taken, here.Field("port"))
			continue
		}
		first[address] = here
	}
}

func (r *rules) server(at loadbalancer.Path, s loadbalancer.Server) {
	if _, err := netip.ParseAddr(s.Address); err != nil && loadbalancer.IsHostName(s.Address) && !hostForm.MatchString(s.Address) {
		r.Add(at.Field("address"), "Invalid host name", fmt.Sprintf("%q has an underscore, or a label that begins or ends with a hyphen, which AS3 does not take.", s.Address))
	}
	if s.Weight != nil && *s.Weight > maxRatio && *s.Weight <= 256 {
		r.Add(at.Field("weight"), "Number out of range", fmt.Sprintf("%d is more than %d, the largest ratio of a BIG-IP.", *s.Weight, maxRatio))
	}
}
