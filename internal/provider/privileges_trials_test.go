package provider_test

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/acctest"

	own "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// What a user may have nothing of, and all of.
const noRight, allRights = "none", "`.*`"

// tagLevels are the tags that a user can have, from none to the one that may do everything.
var tagLevels = right{noRight, "management", "policymaker", "monitoring", "monitoring,policymaker", "administrator"}

// rights are the tag, the three patterns of the permissions, those of a topic exchange where there is one, and last whether
// there are permissions in the virtual host at all, be they empty.
func (l ladder) rights() []right {
	names := slices.Sorted(maps.Keys(l.objects))
	patterns := right(append(append([]string{noRight}, names...), allRights))
	all := []right{tagLevels, patterns, patterns, patterns}
	if l.topic != nil {
		all = append(all, right{noRight, "read: the routing key", allRights})
	}
	return append(all, right{"no", "yes"})
}

// trials are attempts at ladders by users with different rights, in one virtual host, each with a name of its own.
type trials struct {
	broker *own.Broker
	admin  *actor
	vhost  string
	login  string
	count  int
	// last is why the last attempt failed.
	last error
}

const loginPassword = "of-the-trials"

func newTrials(t *testing.T, broker *own.Broker) *trials {
	t.Helper()
	login := acctest.RandomWithPrefix("trial")
	t.Cleanup(func() { broker.Delete(t, "users", login) })
	return &trials{
		broker: broker, vhost: broker.Vhost(t), login: login,
		admin: logIn(t, broker, nil, broker.Lab.Username, broker.Lab.Password),
	}
}

func (a *trials) place(t *testing.T) place {
	t.Helper()
	a.count++
	return place{t, a.broker, a.vhost, fmt.Sprintf("%s-%d", a.login, a.count)}
}

// user gives the user of the trials just these rights, and logs in.
func (a *trials) user(t *testing.T, l ladder, p place, levels []string) *actor {
	t.Helper()
	put, last := a.broker.Put, len(levels)-1
	put(t, map[string]any{"password": loginPassword, "tags": strings.TrimPrefix(levels[0], noRight)}, "users", a.login)
	pattern := func(level string) string {
		switch level {
		case noRight:
			return ""
		case allRights:
			return ".*"
		}
		return l.objects[level](p)
	}
	if levels[last] == "yes" {
		put(t, map[string]any{"configure": pattern(levels[1]), "write": pattern(levels[2]), "read": pattern(levels[3])},
			"permissions", a.vhost, a.login)
	} else {
		a.broker.Delete(t, "permissions", a.vhost, a.login)
	}
	if l.topic != nil && levels[4] != allRights {
		read := map[string]string{noRight: ""}
		read["read: the routing key"] = "^key$"
		put(t, map[string]any{"exchange": l.topic(p), "write": "", "read": read[levels[4]]}, "topic-permissions", a.vhost, a.login)
	}
	return logIn(t, a.broker, a.admin.schemas, a.login, loginPassword)
}

// saysWho is in every error that the lack of a tag or permission leads to.
var saysWho = regexp.MustCompile(`provider's user|user "trial-[0-9]+" needs permissions`)

// works tells whether a whole ladder works for a user with these rights.
func (a *trials) works(t *testing.T, l ladder, levels []string) bool {
	t.Helper()
	p := a.place(t)
	if l.before != nil {
		l.before(p)
	}
	defer a.sweep(t, l, p)
	user := a.user(t, l, p, levels)
	if l.look != nil {
		a.last = a.seesAll(t, user, l, p)
	} else {
		a.last = a.climb(t, user, l, p)
	}
	if a.last != nil && !errors.Is(a.last, errLess) && !saysWho.MatchString(a.last.Error()) {
		t.Errorf("%s with %q: the error does not say that the user lacks something: %v", l.typeName, levels, a.last)
	}
	return a.last == nil
}

func (a *trials) sweep(t *testing.T, l ladder, p place) {
	t.Helper()
	if l.sweep != nil {
		a.broker.Delete(t, l.sweep(p)...)
	}
}
