package as3

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// The forms of AS3's schema since 3.17.0. The objects of an application may not end with a hyphen.
var (
	folderForm = regexp.MustCompile(`^[A-Za-z][0-9A-Za-z_.-]{0,189}$`)
	objectForm = regexp.MustCompile(`^[A-Za-z]([0-9A-Za-z_.-]*[0-9A-Za-z_.])?$`)
)

// The words that AS3 has a meaning of its own for, in a declaration, in a tenant and in an application.
var (
	declarationWords = []string{
		"class", "updateMode", "schemaVersion", "id", "target", "label", "remark", "constants", "Common", "controls", "scratch",
	}
	tenantWords = []string{
		"class", "label", "remark", "verifiers", "enable", "defaultRouteDomain", "useCommonRouteDomainTenant", "Shared",
		"constants", "controls", "optimisticLockKey",
	}
	applicationWords = []string{"class", "label", "remark", "template", "schemaOverlay", "enable", "constants"}
)

func (r *rules) tenant(at loadbalancer.Path, name string) {
	if name == "" {
		r.Add(at, "No tenant", "Give the tenant, which is the partition on the BIG-IP. AS3 removes from it what is not in its declaration, so let it be one for RabbitMQ alone, or use the per-application form.")
		return
	}
	r.folder(at, name, declarationWords)
}

// application may be no word of a tenant, nor of a declaration: in the per-application form it stands where these do.
func (r *rules) application(at loadbalancer.Path, name string) {
	r.folder(at, name, slices.Concat(tenantWords, declarationWords))
}

func (r *rules) folder(at loadbalancer.Path, name string, reserved []string) {
	switch {
	case !folderForm.MatchString(name):
		r.Add(at, "Invalid name", fmt.Sprintf("%q is not 1 to 190 letters, digits, underscores, dots and hyphens that begin with a letter.", name))
	case slices.Contains(reserved, name):
		r.Add(at, "Reserved name", fmt.Sprintf("%q has a meaning of its own in AS3. Choose another name.", name))
	}
}

// objectNames checks the names of everything that the listeners bring into the application, after package loadbalancer has
// found that the listeners have names and that these differ.
func (r *rules) objectNames(at loadbalancer.Path, listeners []Listener) {
	owner := map[string]loadbalancer.Path{}
	for i, l := range listeners {
		here := at.Item(i).Field("name")
		switch {
		case r.has(here):
		case !objectForm.MatchString(l.Name):
			r.Add(here, "Invalid name", fmt.Sprintf("%q does not begin with a letter, has a colon or ends with a hyphen, which AS3 does not take.", l.Name))
		default:
			r.claim(owner, here, l)
		}
	}
}

// has reports whether there is a problem at the path already.
func (r *rules) has(at loadbalancer.Path) bool {
	return slices.ContainsFunc(r.Problems, func(p loadbalancer.Problem) bool { return slices.Equal(p.Path, at) })
}

// claim takes the names of a listener's objects, and reports the first one that is taken already.
func (r *rules) claim(owner map[string]loadbalancer.Path, here loadbalancer.Path, l Listener) {
	for _, name := range l.objects() {
		first, taken := owner[name]
		switch {
		case slices.Contains(applicationWords, name):
			r.Add(here, "Reserved name", fmt.Sprintf("%q has a meaning of its own in AS3. Choose another name.", name))
			return
		case taken:
			r.Add(here, "Name used twice", fmt.Sprintf("This listener needs the name %q for one of its objects, and so does %s.", name, first), first)
			return
		}
		owner[name] = here
	}
}

// maxPath is the longest path of an object that AS3 3.56.0 takes, which its schema does not say.
const maxPath = 195

// paths checks the length of the longest path that a listener makes.
func (r *rules) paths(listeners loadbalancer.Path, c Config) {
	tenant, application := loadbalancer.Path{}.Field("tenant"), loadbalancer.Path{}.Field("application")
	if r.has(tenant) || r.has(application) {
		return
	}
	for i, l := range c.Listeners {
		for _, name := range l.objects() {
			path := "/" + c.Tenant + "/" + c.Application + "/" + name
			if len(path) > maxPath {
				r.Add(tenant, "Path too long", fmt.Sprintf("The path of %s on the BIG-IP has %d characters, and AS3 takes %d at most. Shorten the name of the tenant, of the application or of the listener.", name, len(path), maxPath),
					application, listeners.Item(i))
				return
			}
		}
	}
}

// objects are the names of everything that the listener brings into the application.
func (l Listener) objects() []string {
	names := []string{l.poolName(), l.profileName(clientSide), l.profileName(serverSide)}
	for _, port := range l.ports() {
		names = append(names, l.serviceName(port))
	}
	for _, m := range l.monitors() {
		names = append(names, m.name)
	}
	return names
}

// ports are those that the listener listens on, each once.
func (l Listener) ports() []int {
	var ports []int
	for _, b := range l.Binds {
		if !slices.Contains(ports, *b.Port) {
			ports = append(ports, *b.Port)
		}
	}
	return ports
}

// serviceName is the listener's name, and with more than one port also the port: a virtual server has one.
func (l Listener) serviceName(port int) string {
	if len(l.ports()) == 1 {
		return l.Name
	}
	return l.Name + "_" + strconv.Itoa(port)
}

func (l Listener) poolName() string { return l.Name + "_pool" }

// The two sides of a BIG-IP, in the words of AS3.
const (
	clientSide = "ingress"
	serverSide = "egress"
)

func (l Listener) profileName(side string) string { return l.Name + "_tcp_" + side }
