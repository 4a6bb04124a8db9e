package provider_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

var update = flag.Bool("update", false, "rewrite the table of privileges in SECURITY.md")

// The table of SECURITY.md says with what tag and permissions each resource and data source works. They are derived here: from
// all that there is, one after another is taken away as long as the whole ladder works for a user with the rest. So what the
// table says is enough, and less is not. Whoever has less is told by each error that it is the user who lacks something.
func TestAccPrivileges(t *testing.T) {
	broker := privileged(t)
	trials := newTrials(t, broker)
	derived := map[string]string{}
	for of, l := range everyLadder(broker.Lab.Series) {
		began := time.Now()
		found, ok := least(l.rights(), func(levels []string) bool { return trials.works(t, l, levels) })
		if !ok {
			t.Errorf("%s does not even work for an administrator: %v", of, trials.last)
			continue
		}
		derived[of] = cells(found)
		t.Logf("%s: %s (%s)", of, derived[of], time.Since(began).Round(time.Millisecond))
	}
	t.Logf("%d trials", trials.count)
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
	broker := privileged(t)
	trials := newTrials(t, broker)
	for of, l := range everyLadder(broker.Lab.Series) {
		if l.create == nil {
			continue
		}
		p := trials.place(t)
		if l.before != nil {
			l.before(p)
		}
		object, err := trials.admin.apply(t, held{typeName: "rabbitmqha_" + l.typeName}, l.create(p))
		if err != nil {
			t.Fatalf("%s: %v", of, err)
		}
		for _, levels := range lacking(l) {
			user := trials.user(t, l, p, levels)
			if _, err := user.read(t, object); errors.Is(err, errGone) {
				t.Errorf("%s: a user with %q drops it from the state", of, levels)
			}
			if l.stays {
				continue
			}
			if _, err := user.apply(t, object, nil); err != nil {
				continue
			}
			if _, err := trials.admin.read(t, object); !errors.Is(err, errGone) {
				t.Errorf("%s: to a user with %q it is deleted, and it is still there: %v", of, levels, err)
			}
			if object, err = trials.admin.apply(t, held{typeName: object.typeName}, l.create(p)); err != nil {
				t.Fatalf("%s: %v", of, err)
			}
		}
		trials.sweep(t, l, p)
	}
}

// lacking are users who have a tag and nothing else.
func lacking(l ladder) (out [][]string) {
	for _, tag := range tagLevels {
		levels := []string{tag}
		for _, right := range l.rights()[1:] {
			levels = append(levels, right[0])
		}
		allowed := append(slices.Clone(levels[:len(levels)-1]), "yes")
		out = append(out, levels, allowed)
	}
	return out
}

// privileged is the cluster of this run, if it has what the ladders need.
func privileged(t *testing.T) *acctest.Broker {
	t.Helper()
	acctest.StartWith(t, "rabbitmq_federation")
	return acctest.StartWith(t, "rabbitmq_shovel")
}

// everyLadder are those that a series knows.
func everyLadder(series string) map[string]ladder {
	all := ladders()
	maps.Copy(all, lookups())
	maps.DeleteFunc(all, func(_ string, l ladder) bool {
		return l.since != "" && bySeries(series, l.since) < 0 || l.until != "" && bySeries(series, l.until) >= 0
	})
	return all
}

// cells are the columns of the table that levels fill.
func cells(levels []string) string {
	tag, access := levels[0], levels[len(levels)-1]
	permissions := slices.Clone(levels[1 : len(levels)-1])
	for i, level := range permissions {
		switch {
		case level == noRight && i < 3 && access == "yes":
			permissions[i] = "`\"\"`"
		case level == noRight:
			permissions[i] = "–"
		}
	}
	if tag != noRight {
		tag = "`" + strings.ReplaceAll(tag, ",", "` and `") + "`"
	}
	for len(permissions) < 4 {
		permissions = append(permissions, "–")
	}
	return fmt.Sprintf("%s | %s", tag, strings.Join(permissions, " | "))
}
