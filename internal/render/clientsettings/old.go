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
	magicArguments = "Celery 4.0 removed it; write @app.task(bind=True), which gives a task itself as its first argument"
)

// dead is by the name of a setting, an argument of a queue or a piece of code why it can go.
var dead = map[string]string{
	"CELERY_QUEUE_HA_POLICY": haPolicySetting, "task_queue_ha_policy": haPolicySetting,
	"x-ha-policy": haPolicyKey, "x-ha-policy-params": haPolicyKey,
	"CELERYD_FORCE_EXECV": forceExec, "CELERY_FORCE_EXECV": forceExec, "force_execv": forceExec,
	"tx_select": transactions, "tx_commit": transactions, "Producer._publish": transactions, "TaskProducer": transactions,
	"TxTaskProducer": transactions, "TxAMQP": transactions, "TxCelery": transactions, "producer_cls": transactions, "amqp_cls": transactions,
	"accept_magic_kwargs": magicArguments,
}

// elsewhere are settings that are said in another way here.
var elsewhere = map[string]string{
	"BROKER_URL": "endpoint, username, password and vhost", "BROKER_HOST": "endpoint", "BROKER_PORT": "endpoint",
	"BROKER_USER": "username", "BROKER_PASSWORD": "password", "BROKER_VHOST": "vhost", "BROKER_USE_SSL": "tls",
	"BROKER_TRANSPORT_OPTIONS": "confirm_publish", "CELERY_DEFAULT_QUEUE_TYPE": "queue_type", "CELERY_DEFAULT_EXCHANGE_TYPE": "queue_type",
}

// taken are the old settings whose values are taken over, with the attribute that they fill in where it was left out.
var taken = map[string]struct {
	attribute string
	take      func(c *Config, value string) error
}{
	"CELERY_ACKS_LATE":              {"acks_late", takeBool(func(c *Config) **bool { return &c.AcksLate })},
	"CELERY_REJECT_ON_WORKER_LOST":  {"reject_on_worker_lost", takeBool(func(c *Config) **bool { return &c.RejectOnWorkerLost })},
	"CELERYD_MAX_TASKS_PER_CHILD":   {"max_tasks_per_child", takeInt(func(c *Config) **int { return &c.MaxTasksPerChild })},
	"CELERYD_PREFETCH_MULTIPLIER":   {"prefetch_multiplier", takeInt(func(c *Config) **int { return &c.PrefetchMultiplier })},
	"BROKER_HEARTBEAT":              {"heartbeat", takeInt(func(c *Config) **int { return &c.Heartbeat })},
	"BROKER_POOL_LIMIT":             {"pool_limit", takeInt(func(c *Config) **int { return &c.PoolLimit })},
	"BROKER_CONNECTION_TIMEOUT":     {"connection_timeout", takeInt(func(c *Config) **int { return &c.ConnectionTimeout })},
	"BROKER_CONNECTION_MAX_RETRIES": {"connection_max_retries", takeInt(func(c *Config) **int { return &c.ConnectionMaxRetries })},
	"BROKER_FAILOVER_STRATEGY":      {"failover_strategy", takeText(func(c *Config) *string { return &c.FailoverStrategy })},
	"CELERY_DEFAULT_QUEUE":          {"default_queue", takeText(func(c *Config) *string { return &c.DefaultQueue })},
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

// takeOldSettings fills in what was left out, and names the settings whose value is none.
func (c Config) takeOldSettings() (Config, []loadbalancer.Problem) {
	var problems []loadbalancer.Problem
	for _, name := range slices.Sorted(maps.Keys(c.OldSettings)) {
		old, found := taken[name]
		if !found {
			continue
		}
		if err := old.take(&c, c.OldSettings[name]); err != nil {
			problems = append(problems, loadbalancer.Problem{
				Path: loadbalancer.Path{}.Field("old_settings"), Summary: "Invalid value of an old setting",
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
	if advice, found := dead[name]; found {
		return advice
	}
	now, renamed := newName(name)
	if attribute, found := elsewhere[name]; found {
		return "not taken over; it is " + now + " today, which is made from " + attribute
	}
	if old, found := taken[name]; found {
		return "it is " + now + " today; its value is taken over unless " + old.attribute + " is given"
	}
	if renamed {
		return "it is " + now + " today; not taken over, write it into your own settings under that name"
	}
	return "no setting of Celery has had this name; nothing is taken over"
}
