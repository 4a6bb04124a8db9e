package haproxy

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// HAProxy's limits for a line and the words in it.
const (
	maxLine  = 2047
	maxWords = 64
)

// fits checks that HAProxy reads a line to its end.
func (r *rules) fits(at loadbalancer.Path, words []string, verbatim ...string) {
	line := strings.Join(append([]string{join(words)}, verbatim...), " ")
	if n := len(words) + len(strings.Fields(strings.Join(verbatim, " "))); len(line) >= maxLine-len(indent) || n > maxWords {
		r.Add(at, "Line too long", fmt.Sprintf("It makes a line of %d bytes and %d words, and HAProxy reads less than %d and at most %d. Shorten names, paths and texts.",
			len(line)+len(indent), n, maxLine, maxWords))
	}
}

// serverWords checks what a server has beyond what all balancers know.
func (r *rules) serverWords(listener loadbalancer.Path, l Listener, resolvers bool) {
	at := listener.Field("server")
	first := map[string]int{}
	for i, s := range l.Servers {
		here, before := at.Item(i), len(r.Problems)
		r.cookieValue(listener, i, l, first)
		if ip, err := netip.ParseAddr(s.CheckAddress); s.CheckAddress != "" && (err != nil || ip.Zone() != "") {
			r.Add(here.Field("check_address"), "Invalid address of a check", fmt.Sprintf("%q of server %q is neither an IPv4 address, nor an IPv6 address without brackets and zone. The port is check_port.", s.CheckAddress, s.Name))
		}
		r.source(here.Field("source"), s, here.Field("address"))
		if s.Agent != nil {
			r.agent(here.Field("agent_check"), *s.Agent)
		}
		r.observation(here, s, l, listener)
		r.limits(here, s)
		r.serverExtra(here.Field("extra"), s.Extra)
		if len(r.Problems) == before {
			r.fits(here, l.serverLine(s, resolvers), s.Extra...)
		}
	}
}

// cookieValue checks the cookie of a server; first has the places of the servers before it by theirs, except backups.
func (r *rules) cookieValue(listener loadbalancer.Path, i int, l Listener, first map[string]int) {
	s, cookie, servers := l.Servers[i], listener.Field("cookie"), listener.Field("server")
	at := servers.Item(i).Field("cookie")
	other, taken := first[s.Cookie]
	if !taken && !s.Backup {
		first[s.Cookie] = i
	}
	switch {
	case s.Cookie == "":
	case !loadbalancer.TraitsOf(l.Protocol).HTTP:
		r.Add(at, "No cookies in this protocol", fmt.Sprintf("HAProxy sees cookies in HTTP only, which of the protocols %s is, and ignores that of server %q for %s. Leave it out.",
			loadbalancer.ProtocolManagement, s.Name, l.Protocol), listener.Field("protocol"))
	case l.Cookie == nil:
		r.Add(at, "Cookie without a name", fmt.Sprintf("The value of server %q has no effect without the block \"cookie\" of the listener, which says what the cookie is called.", s.Name), cookie)
	case s.Cookie != s.Name && !cookieValue.MatchString(s.Cookie):
		r.Add(at, "Invalid value of a cookie", fmt.Sprintf("%q of server %q is not 1 to 64 letters, digits and !#$%%&'()*+-./:<=>?@[]^_`{}.", s.Cookie, s.Name))
	case taken && !s.Backup && l.Servers[other].Name != s.Name:
		r.Add(at, "Value of a cookie used twice", fmt.Sprintf("%q is that of server %q too, to which clients of server %q would then go. Only a backup may share it.", s.Cookie, l.Servers[other].Name, s.Name),
			cookie, servers.Item(other), servers.Item(i))
	}
}

// source checks that the server can be reached from where the connections come.
func (r *rules) source(at loadbalancer.Path, s loadbalancer.Server, serverAt loadbalancer.Path) {
	if s.Source == "" {
		return
	}
	source, err := loadbalancer.ParseSource(s.Source)
	if err != nil {
		r.Add(at, "Invalid source", fmt.Sprintf("Server %q: %s.", s.Name, err))
		return
	}
	address, err := netip.ParseAddr(s.Address)
	switch named := err != nil; {
	case source.Address.IsUnspecified() && source.Low == 0:
		r.Add(at, "Source without effect", fmt.Sprintf("%q of server %q is what the kernel does anyway. Give an address or ports, or leave it out.", s.Source, s.Name))
	case named:
	case source.Address.Is4() != address.Is4():
		r.Add(at, "Source of another family", fmt.Sprintf("Of %s and of server %q, %s, one is an IPv4 address and the other an IPv6 address, so that no connection can be made.", source.Address, s.Name, address), serverAt)
	case source.Address.IsLoopback() && !address.IsLoopback():
		r.Add(at, "Source that leads nowhere", fmt.Sprintf("From %s only HAProxy's own host can be reached, and not server %q, %s.", source.Address, s.Name, address), serverAt)
	}
}

func (r *rules) agent(at loadbalancer.Path, a loadbalancer.Agent) {
	if a.Port == nil {
		r.Add(at.Field("port"), "No port", "Give the port that the agent listens on. Without one HAProxy does not start.")
	}
	r.Port(at.Field("port"), a.Port)
	if a.Address != "" {
		r.ServerAddress(at.Field("address"), a.Address)
	}
	r.Duration(at.Field("interval"), a.Interval)
	r.Text(at.Field("send"), strings.ReplaceAll(a.Send, "\n", ""))
}

// serverExtra checks that each is words for the line it stands in, and nothing that ends it.
func (r *rules) serverExtra(at loadbalancer.Path, extra []string) {
	for i, words := range extra {
		at := at.Item(i)
		if !r.Text(at, words) {
			continue
		}
		keyword, _, _ := strings.Cut(words, " ")
		switch {
		case !keywordForm.MatchString(keyword):
			r.Add(at, "No word of a server", fmt.Sprintf("%q does not begin with one. Give one such as \"observe layer4\", the keyword first and unquoted.", words))
		case strings.ContainsAny(words, "#'\"\\$"):
			r.Add(at, "Word with a meaning of its own", fmt.Sprintf("%q has one of # ' \" \\ $, with which HAProxy would read more or less than the words. Leave them out.", words))
		}
	}
}
