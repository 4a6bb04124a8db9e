package clientsettings

import (
	_ "embed"
	"strings"
)

//go:embed names.tsv
var nameTable string

// oldNames are the settings of Celery, as they are called since Celery 4.0, with the name that each had before.
var oldNames = func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(nameTable) {
		if now, old, found := strings.Cut(strings.TrimSpace(line), "\t"); found {
			names[now] = old
		}
	}
	return names
}()

// spell gives a setting of Celery the name that it has among the other ones of Config.CeleryNames. Celery refuses a
// configuration that mixes old and new names.
func spell(name, names string) string {
	switch names {
	case NamesOld:
		if old, found := oldNames[name]; found {
			return old
		}
		return strings.ToUpper(name)
	case NamesDjango:
		return djangoNamespace + strings.ToUpper(name)
	default:
		return name
	}
}

// djangoNamespace is the prefix after app.config_from_object('django.conf:settings', namespace='CELERY').
const djangoNamespace = "CELERY_"

// spellings are today's names by every other one in lower case: today's own, the one before Celery 4.0, and the one with
// Django's prefix. No two settings share one.
var spellings = func() map[string]string {
	all := map[string]string{"celeryd_send_events": "worker_send_task_events"} // only Celery 4.0 had this one
	for now, old := range oldNames {
		all[now], all[strings.ToLower(old)], all[strings.ToLower(djangoNamespace)+now] = now, now, now
	}
	return all
}()

// newName is what a setting is called since Celery 4.0, whichever of its names is given and in whichever case. Only those
// that Celery has are found: the rest of the names that look old were never settings, or are no more.
func newName(name string) (string, bool) {
	now, found := spellings[strings.ToLower(name)]
	return now, found
}
