package clientsettings

import "strings"

// spell gives a setting of Celery the name that it has among the other ones of Config.CeleryNames. Celery refuses a
// configuration that mixes old and new names.
func spell(name, names string) string {
	switch names {
	case NamesOld:
		if old, renamed := oldNames[name]; renamed {
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

// oldNames is newNames the other way round.
var oldNames = func() map[string]string {
	old := map[string]string{}
	for before, now := range newNames {
		old[now] = before
	}
	return old
}()

// newName is what a setting with an old name is called since Celery 4.0. Only those that Celery has are found: the rest of
// the names that look old were never settings, or are no more.
func newName(old string) (string, bool) {
	if now, renamed := newNames[old]; renamed {
		return now, true
	}
	if rest, found := strings.CutPrefix(old, "BROKER_"); found && rest == strings.ToUpper(rest) {
		return strings.ToLower(old), true
	}
	return "", false
}
