package clientsettings

import (
	"strings"
	"testing"
)

// situation is all that warnings are about.
type situation struct {
	Config
	policies []Policy
}

func TestWarnings(t *testing.T) {
	old := func(name string) func(*situation) {
		return func(c *situation) { c.OldSettings = map[string]string{name: "sesame"} }
	}
	matches := func(names ...string) func(*situation) {
		return func(c *situation) { c.policies = []Policy{{Name: "ha-celery", Pattern: "^celery", Matches: names}} }
	}
	for name, test := range map[string]struct {
		want   string
		change func(*situation)
	}{
		"none":                       {"", func(*situation) {}},
		"no heartbeat":               {"heartbeat is 0", func(c *situation) { c.Heartbeat = new(0) }},
		"not confirmed":              {"confirm_publish is false", func(c *situation) { c.ConfirmPublish = new(false) }},
		"failover to nowhere":        {"no effect with one endpoint", func(c *situation) { c.FailoverStrategy = FailoverShuffle }},
		"classic without copies":     {"on one node only", func(c *situation) { c.QueueType, c.RabbitMQVersion = QueueClassic, "4.0.0" }},
		"classic with mirrors":       {"", func(c *situation) { c.QueueType, c.RabbitMQVersion = QueueClassic, "3.13.7" }},
		"old Celery, new broker":     {"transient_nonexcl_queues", func(c *situation) { c.CeleryVersion, c.RabbitMQVersion = "5.5.3", "4.3.0" }},
		"new Celery, new broker":     {"", func(c *situation) { c.CeleryVersion, c.RabbitMQVersion = "5.6.0", "4.3.0" }},
		"not verified":               {"tls.verify is false", func(c *situation) { c.TLS = &TLS{Verify: new(false)} }},
		"one name":                   {"", func(c *situation) { c.TLS = &TLS{} }},
		"several names":              {"tls.server_name", func(c *situation) { c.TLS, c.Endpoints = &TLS{}, three() }},
		"name for all":               {"", func(c *situation) { c.TLS, c.Endpoints = &TLS{ServerName: "rabbitmq"}, three() }},
		"placeholder in a user name": {`username holds "${"`, func(c *situation) { c.Username = "${HOME}" }},
		"HA policy":                  {"task_default_queue_type = 'quorum'", old("CELERY_QUEUE_HA_POLICY")},
		"HA policy of a queue":       {"queue_arguments = {'x-queue-type': 'quorum'}", old("x-ha-policy")},
		"forced exec":                {"Celery 4.0 removed it", old("CELERYD_FORCE_EXECV")},
		"transactions":               {"broker_transport_options = {'confirm_publish': True}", old("TxTaskProducer")},
		"transactions by select":     {"406", old("tx_select")},
		"magic":                      {"bind=True", old("accept_magic_kwargs")},
		"renamed":                    {"it is result_expires today; not taken over", old("CELERY_TASK_RESULT_EXPIRES")},
		"renamed and taken":          {"it is task_default_queue today; its value is taken over unless default_queue is given", old("CELERY_DEFAULT_QUEUE")},
		"said in another way":        {"made from endpoint, username", old("BROKER_URL")},
		"name of today":              {"Celery calls it so today; not taken over", old("worker_concurrency")},
		"name of today and taken":    {"Celery calls it so today; its value is taken over unless default_queue", old("task_default_queue")},
		"old name in lower case":     {"it is worker_concurrency today", old("celeryd_concurrency")},
		"name with Django's prefix":  {"it is worker_concurrency today", old("CELERY_WORKER_CONCURRENCY")},
		"removed":                    {"Celery 4.0 or an earlier version removed it", old("CELERY_SEND_TASK_ERROR_EMAILS")},
		"removed later":              {"Celery 5.0 removed it", old("CELERY_RIAK_BACKEND_SETTINGS")},
		"not one of the broker's":    {"no setting of Celery", old("BROKER_HIGH_AVAILABILITY")},
		"never heard of":             {"no setting of Celery", old("CELERY_HIGH_AVAILABILITY")},
		"pattern of all":             {"also matches celery_delayed_0 to celery_delayed_27, in", matches(DelayedQueues()...)},
		"pattern of some":            {"also matches celery_delayed_1, 10 more queues like it, in", matches(DelayedQueues()[1:12]...)},
		"pattern of one":             {"also matches celery_delayed_1, in", matches("celery_delayed_1")},
		"pattern of none":            {"", matches()},
		"pattern without delays":     {"", func(c *situation) { matches("celery_delayed_1")(c); c.QueueType = QueueClassic }},
		"pattern that none can read": {"not known whether", func(c *situation) { c.policies = []Policy{{Name: "p", Pattern: "a", Unjudged: "why"}} }},
	} {
		t.Run(name, func(t *testing.T) {
			c := situation{Config: valid()}
			test.change(&c)
			got := strings.Join(mustResolve(t, c.Config).Warnings(c.policies), "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) || strings.Contains(got, "\n") || strings.Contains(got, "sesame") {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestDelayedQueues(t *testing.T) {
	if queues := DelayedQueues(); len(queues) != 28 || queues[0] != "celery_delayed_0" || queues[27] != "celery_delayed_27" {
		t.Error(queues)
	}
}
