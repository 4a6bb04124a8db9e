package provider_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/acctest"

	own "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

// search is attempts by users with different rights, in one virtual host, each with a name of its own.
type search struct {
	broker *own.Broker
	admin  *actor
	vhost  string
	login  string
	count  int
	// last is why the last attempt failed.
	last error
}

const loginPassword = "ofTheTrials" + leaks.Unstored

func newSearch(t *testing.T, broker *own.Broker) *search {
	t.Helper()
	login := acctest.RandomWithPrefix("trial")
	t.Cleanup(func() { broker.Delete(t, "users", login) })
	return &search{
		broker: broker, vhost: broker.Vhost(t), login: login,
		admin: logIn(t, nil, block(broker.Lab, broker.Lab.Username, broker.Lab.Password, true)),
	}
}

func (a *search) fixture(t *testing.T) fixture {
	t.Helper()
	a.count++
	return fixture{t, a.broker, a.vhost, fmt.Sprintf("%s-%d", a.login, a.count)}
}

// user gives the user of the search just these rights, and logs in.
func (a *search) user(t *testing.T, l privilegeCase, p fixture, levels []string) *actor {
	t.Helper()
	put, withCookie := a.broker.Put, levels[ofCookie] == hasIt
	if l.nowhere {
		return logIn(t, a.admin, block(a.broker.Lab, "", "", withCookie))
	}
	put(t, map[string]any{"password": loginPassword, "tags": strings.TrimPrefix(levels[ofTag], noRight)}, "users", a.login)
	pattern := func(level string) string {
		switch level {
		case noRight:
			return ""
		case allRights:
			return ".*"
		}
		return l.objects[level](p)
	}
	if levels[ofPermissions] == hasIt {
		put(t, map[string]any{"configure": pattern(levels[ofConfigure]), "write": pattern(levels[ofWrite]), "read": pattern(levels[ofRead])},
			"permissions", a.vhost, a.login)
	} else {
		a.broker.Delete(t, "permissions", a.vhost, a.login)
	}
	if l.topic != nil && levels[ofTopic] != allRights {
		read := map[string]string{noRight: ""}
		read["read: the routing key"] = "^key$"
		put(t, map[string]any{"exchange": l.topic(p), "write": "", "read": read[levels[ofTopic]]}, "topic-permissions", a.vhost, a.login)
	}
	return logIn(t, a.admin, block(a.broker.Lab, a.login, loginPassword, withCookie))
}

// saysWho is in every error that the lack of a tag, permission or cookie leads to.
var saysWho = regexp.MustCompile(`provider's user|user "trial-[0-9]+" needs permissions|Erlang cookie, and none is given`)

// works reports whether a whole case works for a user with these rights.
func (a *search) works(t *testing.T, l privilegeCase, levels []string) bool {
	t.Helper()
	p := a.fixture(t)
	if l.before != nil {
		l.before(p)
	}
	defer a.sweep(t, l, p)
	user := a.user(t, l, p, levels)
	switch {
	case l.look != nil:
		a.last = a.seesAll(t, user, l, p)
	case l.list != nil:
		a.last = a.listsIt(t, user, l, p)
	case l.invoke != nil:
		a.last = a.invokes(t, user, l, p)
	default:
		a.last = a.lifecycle(t, user, l, p)
	}
	if a.last != nil && !errors.Is(a.last, errLess) && !saysWho.MatchString(a.last.Error()) {
		t.Errorf("%s with %q: the error does not say what the user lacks: %v", l.typeName, levels, a.last)
	}
	return a.last == nil
}

// derive finds the least rights of each case, as the cells of the table.
func (a *search) derive(t *testing.T, all map[string]privilegeCase) map[string]string {
	t.Helper()
	derived, before := map[string]string{}, a.count
	for of, l := range all {
		began := time.Now()
		found, ok := least(l.rights(), func(levels []string) bool { return a.works(t, l, levels) })
		if !ok {
			t.Errorf("%s does not even work for an administrator: %v", of, a.last)
			continue
		}
		derived[of] = cells(found)
		t.Logf("%s: %s (%s)", of, derived[of], time.Since(began).Round(time.Millisecond))
	}
	t.Logf("%d trials", a.count-before)
	return derived
}

func (a *search) sweep(t *testing.T, l privilegeCase, p fixture) {
	t.Helper()
	if l.after != nil {
		l.after(p)
	}
	if l.sweep != nil {
		a.broker.Delete(t, l.sweep(p)...)
	}
}
