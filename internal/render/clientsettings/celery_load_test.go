package clientsettings

import (
	"slices"
	"testing"
)

// load has Celery itself read the settings, and gives back what it makes of each.
const load = `
import json, os, sys, types
try:
    import celery
except ImportError as missing:
    json.dump({'missing': str(missing)}, sys.stdout)
    sys.exit()
from celery.app.defaults import NAMESPACES, flatten, _TO_OLD_KEY
os.environ['APP_PASSWORD'] = 'p@ss/word'
known = {key for key, _ in flatten(NAMESPACES)}
unknown = []
for case in json.load(sys.stdin):
    module = types.ModuleType('settings')
    exec(case['module'], module.__dict__)
    app = celery.Celery('test', set_as_current=False)
    if case['names'] == 'django':
        app.config_from_object(module, namespace='CELERY')
    else:
        app.config_from_object(module)
    for new, spelled in case['settings'].items():
        wanted = getattr(module, spelled)
        if new not in known or app.conf[new] != wanted:
            unknown.append([case['names'], new, spelled, repr(wanted), repr(app.conf.get(new))])
old = {new: old for new, old in _TO_OLD_KEY.items()}
json.dump({'version': celery.__version__, 'unknown': unknown, 'old': old}, sys.stdout)
`

// TestCeleryTakesTheSettings: Celery ignores a misspelt name in silence, so it is asked for every one.
func TestCeleryTakesTheSettings(t *testing.T) {
	type kase struct {
		Module   string            `json:"module"`
		Names    string            `json:"names"`
		Settings map[string]string `json:"settings"`
	}
	var cases []kase
	for _, c := range golden {
		for _, names := range Names {
			c.CeleryNames = names
			r := mustResolve(t, c)
			k := kase{r.Python(Complete), names, map[string]string{}}
			spelled := r.Celery(Complete)
			c.CeleryNames = NamesNew
			for i, s := range mustResolve(t, c).Celery(Complete) {
				k.Settings[s.Name] = spelled[i].Name
			}
			cases = append(cases, k)
		}
	}
	var got struct {
		Missing, Version string
		Unknown          [][]string
		Old              map[string]string
	}
	python(t, load, cases, &got)
	if got.Missing != "" {
		t.Skipf("Celery is not installed for python3 (%s): PyPI is out of reach where these tests run, and Debian has but an older one, python3-celery", got.Missing)
	}
	if len(got.Unknown) > 0 {
		t.Errorf("Celery %s does not take %q", got.Version, got.Unknown)
	}
	for now, old := range got.Old {
		if oldNames[now] != old {
			t.Errorf("%s is %s, not %q", old, now, oldNames[now])
		}
	}
}

func TestNamesAreOneStyle(t *testing.T) {
	c := golden["virtual-address"]
	for names, want := range map[string]string{NamesNew: "task_acks_late", NamesOld: "CELERY_ACKS_LATE", NamesDjango: "CELERY_TASK_ACKS_LATE"} {
		c.CeleryNames = names
		if !slices.ContainsFunc(mustResolve(t, c).Celery(Public), func(s Setting) bool { return s.Name == want }) {
			t.Errorf("%s: no %s", names, want)
		}
	}
}
