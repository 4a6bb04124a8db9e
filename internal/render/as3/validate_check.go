package as3

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// What AS3's schema allows for a monitor, in seconds.
const (
	maxCheckInterval = time.Hour
	maxCheckTimeout  = 900
	maxTimeUntilUp   = 1800
)

// userForm has what needs no quoting: AS3 3.56.0 quotes a monitor's strings and password for the BIG-IP's shell, and the
// user name not at all.
var userForm = regexp.MustCompile(`^[A-Za-z0-9_.@+-]+$`)

func (r *rules) check(at loadbalancer.Path, l Listener) {
	c := l.Check
	if c.Kind == loadbalancer.CheckAMQP {
		r.Add(at.Field("kind"), "No AMQP monitor on a BIG-IP", "A BIG-IP has no monitor that sends AMQP's protocol header. Use http, which sees a frozen broker too, or tcp.")
		return
	}
	if !r.Check(at, c.Check, CheckKinds) {
		return
	}
	r.UnusedByCheck(at, "tls", c.Kind, c.TLS != nil && c.Kind != loadbalancer.CheckHTTP)
	if c.TLS != nil {
		r.path(at.Field("tls").Field("server_ssl_profile"), c.TLS.ServerSSLProfile)
	}
	if c.Kind == loadbalancer.CheckNone {
		return
	}
	r.timing(at, c)
	if c.Kind == loadbalancer.CheckHTTP {
		r.sent(at, c)
	}
}

// timing checks the times that follow from interval, rise and fall.
func (r *rules) timing(at loadbalancer.Path, c Check) {
	interval := at.Field("interval")
	r.seconds(interval, c.Interval, maxCheckInterval)
	if r.has(interval) || r.has(at.Field("rise")) || r.has(at.Field("fall")) {
		return
	}
	if n := c.timeout(); n > maxCheckTimeout {
		r.Add(at.Field("fall"), "Check takes too long", fmt.Sprintf("The interval times %d and one second are %ds, and a BIG-IP waits %ds at most.", *c.Fall, n, maxCheckTimeout), interval)
	}
	if n := c.timeUntilUp(); n > maxTimeUntilUp {
		r.Add(at.Field("rise"), "Check takes too long", fmt.Sprintf("%d intervals after the first success are %ds, and a BIG-IP waits %ds at most.", *c.Rise-1, n, maxTimeUntilUp), interval)
	}
}

// sent checks what goes into a monitor's strings. AS3 replaces what stands between two backquotes, and the BIG-IP reads a
// backslash.
func (r *rules) sent(at loadbalancer.Path, c Check) {
	if path := at.Field("path"); !r.has(path) && strings.ContainsAny(c.Path, "`\\\"") {
		r.Add(path, "Invalid request path", "A BIG-IP reads backquotes, backslashes and double quotes in it; percent-encode them, as %60, %5C and %22.")
	}
	user, password := at.Field("username"), at.Field("password")
	if !r.has(user) && c.Username != "" && (!userForm.MatchString(c.Username) || c.Username == "none") {
		r.Add(user, "Invalid user name", "AS3 takes letters, digits and _.@+- only here, and the word none for no user at all. Use another user of the broker.")
	}
	if !r.has(password) && (c.Password == "none" || strings.HasPrefix(c.Password, `"`) || strings.Contains(c.Password, `\"`)) {
		r.Add(password, "Password that AS3 changes", `AS3 does not quote what begins with a double quote, takes a backslash before one for its own, and the word none for no password. Use another password.`)
	}
}
