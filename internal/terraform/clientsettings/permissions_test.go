package clientsettings_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// guidePermissions is the pattern for workers that the guide gives, for another queue.
func guidePermissions(t *testing.T, queue string) string {
	t.Helper()
	guide, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "guides", "celery.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^  worker = "(.+)"$`).FindSubmatch(guide)
	if found == nil {
		t.Fatal("the guide has no pattern for workers")
	}
	return strings.NewReplacer("${local.queue}", regexp.QuoteMeta(queue), `\\`, `\`).Replace(string(found[1]))
}

// What a worker of Celery 5.6.3 declared on RabbitMQ 4.3.6 with the settings of the guide, and what is not its own.
func TestPermissionsOfTheGuide(t *testing.T) {
	pattern := regexp.MustCompile(guidePermissions(t, "orders.tasks"))
	for name, want := range map[string]bool{
		"orders.tasks":                           true,
		"celeryev":                               true,
		"celeryev.97cba2e1-6935":                 true,
		"celery.pidbox":                          true,
		"reply.celery.pidbox":                    true,
		"celery@host1.celery.pidbox":             true,
		"97cba2e1-6935-47ed.reply.celery.pidbox": true,
		"celery_delayed_delivery":                true,
		"celery_delayed_0":                       true,
		"celery_delayed_27":                      true,

		"orders.tasks.other": false,
		"ordersXtasks":       false,
		"celery":             false,
		"amq.default":        false,
		"celery_delayed_":    false,
	} {
		if got := pattern.MatchString(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
