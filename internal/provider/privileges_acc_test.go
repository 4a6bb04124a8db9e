package provider_test

import (
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

var update = flag.Bool("update", false, "rewrite the table of privileges in SECURITY.md")

// The table of SECURITY.md says with what tag and permissions each resource, data source, list resource and action works, and
// which of them take the Erlang cookie. They are derived here: from all that there is, one after another is taken away as long
// as the whole case works for a user with the rest. So what the table says is enough, and less is not. Whoever has less is told
// by each error what is lacking. Memberships, and the actions of those who are members, take nodes of their own.
func TestAccPrivileges(t *testing.T) {
	broker := privileged(t)
	derived := newSearch(t, broker).derive(t, everyCase(broker.Lab.Series))
	nodes := apart(t, broker.Lab.Series)
	maps.Copy(derived, nodes.derive(t, memberships()))
	nodes.join(t)
	maps.Copy(derived, nodes.derive(t, known(broker.Lab.Series, actions())))
	file := filepath.Join("..", "..", "SECURITY.md")
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	table, before, after, err := readTable(string(page))
	if err != nil {
		t.Fatal(err)
	}
	if *update && !t.Failed() {
		table.replace(broker.Lab.Series, derived)
		if err := os.WriteFile(file, []byte(before+table.String()+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, difference := range table.differences(broker.Lab.Series, derived) {
		t.Errorf("the table of SECURITY.md is not what was derived on RabbitMQ %s: %s", broker.Version, difference)
	}
}

// Nobody's lack of privileges makes an object disappear: what a user may not see is not dropped from the state, and what it
// may not delete does not count as deleted.
func TestAccPrivilegesThatLackDropNothing(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := privileged(t)
	users := newSearch(t, broker)
	for of, l := range everyCase(broker.Lab.Series) {
		if l.create == nil {
			continue
		}
		p := users.fixture(t)
		if l.before != nil {
			l.before(p)
		}
		object, err := users.admin.apply(t, held{typeName: "rabbitmqha_" + l.typeName}, l.create(p))
		if err != nil {
			t.Fatalf("%s: %v", of, err)
		}
		for _, levels := range lacking(l) {
			user := users.user(t, l, p, levels)
			if _, err := user.read(t, object); errors.Is(err, errGone) {
				t.Errorf("%s: a user with %q drops it from the state", of, levels)
			}
			if l.stays {
				continue
			}
			if _, err := user.apply(t, object, nil); err != nil {
				continue
			}
			if _, err := users.admin.read(t, object); !errors.Is(err, errGone) {
				t.Errorf("%s: to a user with %q it is deleted, and it is still there: %v", of, levels, err)
			}
			if object, err = users.admin.apply(t, held{typeName: object.typeName}, l.create(p)); err != nil {
				t.Fatalf("%s: %v", of, err)
			}
		}
		users.sweep(t, l, p)
	}
}

// privileged is the cluster of this run, if it has what the privilege cases need. Nothing but a provider block tells of it, nor of its
// cookie.
func privileged(t *testing.T) *acctest.Broker {
	t.Helper()
	t.Setenv("RABBITMQ_ENDPOINTS", "")
	t.Setenv("RABBITMQ_ERLANG_COOKIE", "")
	acctest.StartWith(t, "rabbitmq_federation")
	return acctest.StartWith(t, "rabbitmq_shovel")
}

// everyCase are those for which any cluster of a series will do.
func everyCase(series string) map[string]privilegeCase {
	all := privilegeCases()
	maps.Copy(all, lookups())
	maps.Copy(all, listings())
	return known(series, all)
}

// known leaves those that a series knows.
func known(series string, all map[string]privilegeCase) map[string]privilegeCase {
	maps.DeleteFunc(all, func(_ string, l privilegeCase) bool {
		return l.since != "" && bySeries(series, l.since) < 0 || l.until != "" && bySeries(series, l.until) >= 0
	})
	return all
}
