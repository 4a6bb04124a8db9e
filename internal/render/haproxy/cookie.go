package haproxy

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// How a cookie that brings clients back to their server comes into being: HAProxy makes one of its own, changes the
// value of the server's, or puts its value in front of the server's.
const (
	CookieInsert  = "insert"
	CookieRewrite = "rewrite"
	CookiePrefix  = "prefix"
)

// CookieModes are the values Cookie.Mode takes.
var CookieModes = []string{CookieInsert, CookieRewrite, CookiePrefix}

// Cookie brings each client of an HTTP listener back to the server that it had, as long as that is up. Everything but
// Name and Mode takes effect with mode insert only.
type Cookie struct {
	// Name is 1 to 64 of the characters that a cookie's name may have; it must be given.
	Name string
	// Mode is one of CookieModes. Default insert.
	Mode string
	// Indirect keeps the cookie from the server and is not sent again to a client that has it, NoCache keeps caches from storing an
	// answer that sets it, and HTTPOnly keeps it from scripts. Default true.
	Indirect, NoCache, HTTPOnly *bool
	// Secure lets browsers send it over TLS only.
	Secure bool
	// PostOnly sets it in answers to POST requests only.
	PostOnly bool
	// Preserve leaves a cookie of this name alone that the server sets.
	Preserve bool
	// Domains are where browsers send it, such as .example.org; HAProxy's own host without one.
	Domains []string
	// MaxIdle and MaxLife, in whole seconds, end its effect after that time without a request, or since the first one.
	MaxIdle, MaxLife string
	// Attributes are further attributes of the cookie, such as SameSite=Lax.
	Attributes []string
}

// The characters of RFC 6265. In a value HAProxy itself uses ~ and |, before the server's own value and before dates.
var (
	cookieName  = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$")
	cookieValue = regexp.MustCompile("^[A-Za-z0-9!#$%&'()*+./:<=>?@\\[\\]^_`{}-]{1,64}$")
)

func (c *Cookie) withDefaults() *Cookie {
	if c == nil {
		return nil
	}
	filled := *c
	filled.Mode = cmp.Or(c.Mode, CookieInsert)
	if filled.Mode == CookieInsert {
		filled.Indirect, filled.NoCache, filled.HTTPOnly = cmp.Or(c.Indirect, new(true)), cmp.Or(c.NoCache, new(true)), cmp.Or(c.HTTPOnly, new(true))
	}
	return &filled
}

// cookieValue is the server's, by default its name where there is a cookie.
func (l Listener) cookieValue(s loadbalancer.Server) string {
	if l.Cookie == nil || !loadbalancer.TraitsOf(l.Protocol).HTTP {
		return s.Cookie
	}
	return cmp.Or(s.Cookie, s.Name)
}

func (r *rules) cookie(listener loadbalancer.Path, l Listener) {
	if l.Cookie == nil {
		return
	}
	at, c := listener.Field("cookie"), *l.Cookie
	if !loadbalancer.TraitsOf(l.Protocol).HTTP {
		r.Add(at, "No cookies in this protocol", fmt.Sprintf("HAProxy sees cookies in HTTP only, which of the protocols %s is, and it ignores this for %s. "+
			"An AMQP connection stays with its server anyway.", loadbalancer.ProtocolManagement, l.Protocol), listener.Field("protocol"))
		return
	}
	if c.Name == "" {
		r.Add(at.Field("name"), "No name", "Give the name of the cookie, one that no application uses, such as rabbitmq_server.")
	} else if !cookieName.MatchString(c.Name) {
		r.Add(at.Field("name"), "Invalid name of a cookie", fmt.Sprintf("%q is not 1 to 64 letters, digits and !#$%%&'*+-.^_`|~.", c.Name))
	}
	if !r.OneOf(at.Field("mode"), c.Mode, CookieModes) {
		return
	}
	r.onlyInserted(at, c)
	for i, d := range c.Domains {
		if !loadbalancer.IsHostName(strings.TrimPrefix(d, ".")) || !strings.Contains(d, ".") {
			r.Add(at.Field("domains").Item(i), "Invalid domain", fmt.Sprintf("%q is not a domain with a dot in it, such as .example.org; browsers take no other.", d))
		}
	}
	for i, a := range c.Attributes {
		if here := at.Field("attributes").Item(i); r.Text(here, a) && (strings.TrimSpace(a) == "" || strings.Contains(a, ";")) {
			r.Add(here, "Invalid attribute of a cookie", fmt.Sprintf("%q is empty or has a semicolon, which would begin another attribute. Give one such as SameSite=Lax.", a))
		}
	}
	for _, t := range []struct{ name, value string }{{"max_idle", c.MaxIdle}, {"max_life", c.MaxLife}} {
		if t.value != "" {
			r.WholeSeconds(at.Field(t.name), t.value, loadbalancer.MaxDuration)
		}
	}
	r.fits(at, c.words())
}

// onlyInserted reports what has no effect on a cookie that the server sets.
func (r *rules) onlyInserted(at loadbalancer.Path, c Cookie) {
	if c.Mode == CookieInsert {
		return
	}
	for _, given := range []struct {
		field string
		is    bool
	}{
		{"indirect", c.Indirect != nil},
		{"nocache", c.NoCache != nil},
		{"httponly", c.HTTPOnly != nil},
		{"secure", c.Secure},
		{"postonly", c.PostOnly},
		{"preserve", c.Preserve},
		{"domains", len(c.Domains) > 0},
		{"max_idle", c.MaxIdle != ""},
		{"max_life", c.MaxLife != ""},
		{"attributes", len(c.Attributes) > 0},
	} {
		if given.is {
			r.Add(at.Field(given.field), "No effect on this cookie",
				fmt.Sprintf("It is for a cookie that HAProxy makes, with mode insert; with mode %s the server makes it. Leave it out, or choose insert.", c.Mode), at.Field("mode"))
		}
	}
}

// words are the line "cookie".
func (c Cookie) words() []string {
	words := []string{"cookie", c.Name, c.Mode}
	for _, flag := range []struct {
		on   bool
		word string
	}{
		{c.Indirect != nil && *c.Indirect, "indirect"},
		{c.NoCache != nil && *c.NoCache, "nocache"},
		{c.PostOnly, "postonly"},
		{c.Preserve, "preserve"},
		{c.HTTPOnly != nil && *c.HTTPOnly, "httponly"},
		{c.Secure, "secure"},
	} {
		if flag.on {
			words = append(words, flag.word)
		}
	}
	for _, d := range c.Domains {
		words = append(words, "domain", d)
	}
	if c.MaxIdle != "" {
		words = append(words, "maxidle", seconds(c.MaxIdle))
	}
	if c.MaxLife != "" {
		words = append(words, "maxlife", seconds(c.MaxLife))
	}
	for _, a := range c.Attributes {
		words = append(words, "attr", a)
	}
	return words
}
