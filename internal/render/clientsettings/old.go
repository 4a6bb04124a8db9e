package clientsettings

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// What to write in place of settings that no longer do anything, or never should have.
const (
	replicate = "copies of a queue are the broker's matter: write task_default_queue_type = 'quorum' (Celery 5.5 and later), or keep classic queues " +
		"and a mirroring policy (RabbitMQ before 4.0)"
	haPolicySetting = "it has had no effect since RabbitMQ 3.0, and Celery 5.0.2 removed it; " + replicate
	haPolicyKey     = "every broker since RabbitMQ 3.0 ignores this argument of a queue, so that it can go without declaring the queue again; write " +
		"queue_arguments = {'x-queue-type': 'quorum'} for a new queue"
	forceExec    = "Celery 4.0 removed it, and the hang that it worked around is gone; worker_max_tasks_per_child works without it"
	transactions = "a transaction around each message is slower than a confirmation, says nothing of a message that no queue took, and on one channel with " +
		"confirmations ends it with 406; drop the patch and write broker_transport_options = {'confirm_publish': True}"
	riak           = "Celery 5.0 removed it together with the result backend for Riak; choose another result_backend"
	gone           = "Celery 4.0 or an earlier version removed it; leave it out"
	magicArguments = "Celery 4.0 removed it; write @app.task(bind=True), which gives a task itself as its first argument"
)

// dead is by the name of a setting, an argument of a queue or a piece of code why it can go.
var dead = map[string]string{
	"CELERY_QUEUE_HA_POLICY": haPolicySetting, "task_queue_ha_policy": haPolicySetting,
	"x-ha-policy": haPolicyKey, "x-ha-policy-params": haPolicyKey,
	"CELERYD_FORCE_EXECV": forceExec, "CELERY_FORCE_EXECV": forceExec, "force_execv": forceExec,
	"CELERY_RIAK_BACKEND_SETTINGS": riak, "riak_backend_settings": riak,
	"tx_select": transactions, "tx_commit": transactions, "Producer._publish": transactions, "TaskProducer": transactions,
	"TxTaskProducer": transactions, "TxAMQP": transactions, "TxCelery": transactions, "producer_cls": transactions, "amqp_cls": transactions,
	"accept_magic_kwargs": magicArguments,
}

// removed are the settings of Celery 2.5 to 3.1 that no later one has, by celery/app/defaults.py of v2.5.0, v3.0.0 and
// v3.1.25, except those that dead answers.
var removed = strings.Fields(`
	ADMINS BROKER_INSIST CASSANDRA_COLUMN_FAMILY CASSANDRA_DETAILED_MODE CELERYBEAT_LOG_FILE CELERYBEAT_LOG_LEVEL
	CELERYD_AUTORELOADER CELERYD_BOOT_STEPS CELERYD_ETA_SCHEDULER CELERYD_ETA_SCHEDULER_PRECISION CELERYD_LOG_FILE
	CELERYD_LOG_LEVEL CELERYD_MEDIATOR CELERYMON_LOG_FILE CELERYMON_LOG_FORMAT CELERYMON_LOG_LEVEL
	CELERY_AMQP_TASK_RESULT_CONNECTION_MAX CELERY_AMQP_TASK_RESULT_EXPIRES CELERY_BROADCAST_EXCHANGE
	CELERY_BROADCAST_EXCHANGE_TYPE CELERY_BROADCAST_QUEUE CELERY_CHORD_PROPAGATES CELERY_FORCE_BILLIARD_LOGGING
	CELERY_SEND_TASK_ERROR_EMAILS CELERY_TASK_ERROR_WHITELIST EMAIL_HOST EMAIL_HOST_PASSWORD EMAIL_HOST_USER EMAIL_PORT
	EMAIL_TIMEOUT EMAIL_USE_SSL EMAIL_USE_TLS SERVER_EMAIL TT_HOST TT_PORT`)

// elsewhere are settings, by today's names, that are said in another way here.
var elsewhere = map[string]string{
	"broker_url": "endpoint, username, password and vhost", "broker_host": "endpoint", "broker_port": "endpoint",
	"broker_user": "username", "broker_password": "password", "broker_vhost": "vhost", "broker_use_ssl": "tls",
	"broker_transport_options": "confirm_publish", "task_default_queue_type": "queue_type", "task_default_exchange_type": "queue_type",
}

// taken are the settings, by today's names, whose values are taken over, with the attribute that they fill in where it was
// left out.
var taken = map[string]struct {
	attribute string
	take      func(c *Config, value string) error
}{
	"task_acks_late":                {"acks_late", takeBool(func(c *Config) **bool { return &c.AcksLate })},
	"task_reject_on_worker_lost":    {"reject_on_worker_lost", takeBool(func(c *Config) **bool { return &c.RejectOnWorkerLost })},
	"worker_max_tasks_per_child":    {"max_tasks_per_child", takeInt(func(c *Config) **int { return &c.MaxTasksPerChild })},
	"worker_prefetch_multiplier":    {"prefetch_multiplier", takeInt(func(c *Config) **int { return &c.PrefetchMultiplier })},
	"broker_heartbeat":              {"heartbeat", takeInt(func(c *Config) **int { return &c.Heartbeat })},
	"broker_pool_limit":             {"pool_limit", takeInt(func(c *Config) **int { return &c.PoolLimit })},
	"broker_connection_timeout":     {"connection_timeout", takeInt(func(c *Config) **int { return &c.ConnectionTimeout })},
	"broker_connection_max_retries": {"connection_max_retries", takeInt(func(c *Config) **int { return &c.ConnectionMaxRetries })},
	"broker_failover_strategy":      {"failover_strategy", takeText(func(c *Config) *string { return &c.FailoverStrategy })},
	"task_default_queue":            {"default_queue", takeText(func(c *Config) *string { return &c.DefaultQueue })},
}

func takeBool(field func(*Config) **bool) func(*Config, string) error {
	return func(c *Config, value string) error {
		b, err := strconv.ParseBool(value)
		if at := field(c); *at == nil && err == nil {
			*at = &b
		}
		return err
	}
}

func takeInt(field func(*Config) **int) func(*Config, string) error {
	return func(c *Config, value string) error {
		n, err := strconv.Atoi(value)
		if at := field(c); *at == nil && err == nil {
			*at = &n
		}
		return err
	}
}

func takeText(field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, value string) error {
		if at := field(c); *at == "" {
			*at = strings.Trim(value, `'"`)
		}
		return nil
	}
}

// takeOldSettings fills in what was left out, and names the settings whose value is none, and those that stand there under
// two of their names.
func (c Config) takeOldSettings() (Config, []loadbalancer.Problem) {
	at := loadbalancer.Path{}.Field("old_settings")
	var problems []loadbalancer.Problem
	first := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(c.OldSettings)) {
		now, _ := newName(name)
		old, found := taken[now]
		if !found {
			continue
		}
		if other, twice := first[now]; twice {
			problems = append(problems, loadbalancer.Problem{
				Path: at, Summary: "Setting given twice",
				Detail: fmt.Sprintf("%s and %s are two names of %s, and only one value can be taken over. Leave one of them out.", other, name, now),
			})
			continue
		}
		first[now] = name
		if err := old.take(&c, c.OldSettings[name]); err != nil {
			problems = append(problems, loadbalancer.Problem{
				Path: at, Summary: "Invalid value of an old setting",
				Detail: fmt.Sprintf("%s takes a whole number, or True or False, and has something else. Correct it, or leave it out and set %s.", name, old.attribute),
			})
		}
	}
	return c, problems
}

// answers say of each old setting what to write today. They never hold its value, which may be a secret.
func (c Config) answers() []string {
	var answers []string
	for _, name := range slices.Sorted(maps.Keys(c.OldSettings)) {
		answers = append(answers, "old setting "+strconv.Quote(name)+": "+answer(name))
	}
	return answers
}

func answer(name string) string {
	for _, spelling := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
		if advice, found := dead[spelling]; found {
			return advice
		}
	}
	now, found := newName(name)
	switch {
	case !found && slices.Contains(removed, strings.ToUpper(name)):
		return gone
	case !found:
		return "no setting of Celery has had this name; nothing is taken over"
	}
	called := "it is " + now + " today"
	if name == now {
		called = "Celery calls it so today"
	}
	if attribute, found := elsewhere[now]; found {
		return called + ", and its value here is made from " + attribute + "; this one is not taken over"
	}
	if old, found := taken[now]; found {
		return called + "; its value is taken over unless " + old.attribute + " is given"
	}
	return called + "; not taken over, write it into your own settings under that name"
}
