package clientsettings

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
)

// value is what a Config tells Celery, nil for what it does not mention.
func value(t *testing.T, c Config, name string) any {
	t.Helper()
	for _, s := range mustResolve(t, c).Celery(Complete) {
		if s.Name == name {
			return s.Value
		}
	}
	return nil
}

func valid() Config {
	return withURLs(Config{Username: "app", Password: "sesame", Endpoints: []Endpoint{{Address: "172.16.21.100"}}})
}

// TestGates: a setting is written from the version on that knows it, and not before.
func TestGates(t *testing.T) {
	for name, test := range map[string]struct {
		want      any
		from      []string // of Celery, of RabbitMQ
		notBefore []string
	}{
		"broker_connection_retry_on_startup":                  {true, []string{"5.3.0", ""}, []string{"5.2.7", ""}},
		"task_default_queue_type":                             {"quorum", []string{"5.5.0", ""}, []string{"5.4.0", ""}},
		"task_default_exchange_type":                          {"topic", []string{"5.5.0", ""}, []string{"5.4.0", ""}},
		"broker_native_delayed_delivery_queue_type":           {"quorum", []string{"5.5.0", ""}, []string{"5.4.0", ""}},
		"worker_detect_quorum_queues":                         {true, []string{"5.5.0", ""}, []string{"5.4.0", ""}},
		"task_create_missing_queue_type":                      {"quorum", []string{"5.6.0", ""}, []string{"5.5.3", ""}},
		"task_create_missing_queue_exchange_type":             {"topic", []string{"5.6.0", ""}, []string{"5.5.3", ""}},
		"worker_cancel_long_running_tasks_on_connection_loss": {true, []string{"5.1.0", ""}, []string{"5.0.5", ""}},
		"control_queue_exclusive":                             {true, []string{"5.6.0", "4.3.0"}, []string{"5.6.0", "4.2.9"}},
		"event_queue_exclusive":                               {true, []string{"5.6.0", "4.3.0"}, []string{"5.5.3", "4.3.0"}},
	} {
		at := func(versions []string) any {
			c := valid()
			c.CeleryVersion, c.RabbitMQVersion, c.CancelOnConnectionLoss = versions[0], versions[1], new(true)
			return value(t, c, name)
		}
		if got := at(test.from); got != test.want {
			t.Errorf("%s with %q: %v", name, test.from, got)
		}
		if got := at(test.notBefore); got != nil {
			t.Errorf("%s with %q: %v", name, test.notBefore, got)
		}
	}
}

func TestDefaults(t *testing.T) {
	c := valid()
	for name, want := range map[string]any{
		"broker_url": "amqp://app:sesame@172.16.21.100:5672/%2F", "broker_heartbeat": 60, "broker_pool_limit": 10, "task_acks_late": true,
		"task_reject_on_worker_lost": true, "broker_connection_max_retries": nil, "broker_failover_strategy": nil, "task_default_queue": nil,
		"worker_max_tasks_per_child": nil, "control_queue_exclusive": nil, "task_default_queue_type": "quorum",
	} {
		if got := value(t, c, name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if !slices.ContainsFunc(mustResolve(t, c).Celery(Public), func(s Setting) bool { return s.Name == "broker_connection_max_retries" }) {
		t.Error("to try for ever has to be said: Celery's own default is 100 times")
	}
	if c.Endpoints[0].Port != nil {
		t.Error("rendering changed the Config that it was given")
	}
}

func TestPublicHoldsNoPassword(t *testing.T) {
	c := valid()
	for _, s := range mustResolve(t, c).Celery(Public) {
		if s.Name == "broker_url" {
			t.Error("broker_url is public")
		}
	}
	c.Username, c.Password = "", ""
	c.URL = func(Endpoint) URL { return URL{Before: "amqp://172.16.21.100:5672/%2F"} }
	if r := mustResolve(t, c); r.HasSecret() || r.Celery(Public)[0].Value != "amqp://172.16.21.100:5672/%2F" {
		t.Error("without a password all is public")
	}
}

func TestOldSettings(t *testing.T) {
	c := valid()
	c.OldSettings = map[string]string{
		"CELERY_ACKS_LATE": "False", "CELERYD_MAX_TASKS_PER_CHILD": "200", "BROKER_HEARTBEAT": "30", "CELERY_DEFAULT_QUEUE": "'orders'",
		"CELERY_QUEUE_HA_POLICY": "all", "CELERYD_FORCE_EXECV": "True",
	}
	c.Heartbeat = new(15)
	for name, want := range map[string]any{
		"task_acks_late": false, "task_reject_on_worker_lost": false, "worker_max_tasks_per_child": 200, "broker_heartbeat": 15, "task_default_queue": "orders",
		"task_queue_ha_policy": nil, "CELERY_QUEUE_HA_POLICY": nil, "CELERYD_FORCE_EXECV": nil,
	} {
		if got := value(t, c, name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if c.AcksLate != nil {
		t.Error("taking old settings changed the Config")
	}
}

func TestEveryTakenSettingIsOneOfToday(t *testing.T) {
	for _, names := range []iter.Seq[string]{maps.Keys(taken), maps.Keys(elsewhere)} {
		for name := range names {
			if now, found := newName(name); !found || now != name {
				t.Errorf("%s is no setting of today", name)
			}
		}
	}
}

// TestNoSettingIsCalledUnknown: each of today's settings is known by every one of its names, in either case.
func TestNoSettingIsCalledUnknown(t *testing.T) {
	if len(oldNames) < 190 {
		t.Fatalf("only %d settings", len(oldNames))
	}
	for now, old := range oldNames {
		for _, name := range []string{now, strings.ToUpper(now), old, strings.ToLower(old), spell(now, NamesDjango)} {
			if got, found := newName(name); !found || got != now {
				t.Errorf("%s: got %q, want %q", name, got, now)
			}
			if text := answer(name); strings.Contains(text, "no setting of Celery") {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
}

func TestOldSettingsUnderTwoNames(t *testing.T) {
	c := golden["virtual-address"]
	c.OldSettings = map[string]string{"BROKER_HEARTBEAT": "15", "broker_heartbeat": "30"}
	if _, problems := Resolve(c); len(problems) != 1 || problems[0].Summary != "Setting given twice" {
		t.Error(problems)
	}
}
