package clientsettings

import (
	"strconv"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Setting is one setting of Celery, or one entry of a dictionary.
type Setting struct {
	// Name is spelled as Config.CeleryNames says.
	Name string
	// Value is a string, a bool, an int, nil, a []string, or a []Setting for a dictionary.
	Value any
}

// DelayedQueues are the queues that Celery's native delayed delivery declares in each virtual host, through which tasks
// with a countdown or an ETA wait, as kombu/transport/native_delayed_delivery.py has them.
func DelayedQueues() []string {
	const levels = 28
	queues := make([]string, levels)
	for i := range queues {
		queues[i] = "celery_delayed_" + strconv.Itoa(i)
	}
	return queues
}

// KombuURL is the complete address for Kombu, the URLs of several endpoints joined by semicolons; empty where the
// password is in the environment only. Celery takes it from the environment variable CELERY_BROKER_URL, too.
func (r Resolved) KombuURL() string {
	if r.config.PasswordEnv != "" {
		return ""
	}
	return strings.Join(r.wholeURLs(), ";")
}

// wholeURLs are the URLs with their passwords.
func (r Resolved) wholeURLs() []string {
	var urls []string
	for _, u := range r.urls {
		urls = append(urls, u.Before+u.Password+u.After)
	}
	return urls
}

// Celery are the settings of Celery, each as far as CeleryVersion knows it. broker_url is among them where it holds no
// password, or in the complete part; never where the password is in the environment, which only Python text can read.
func (r Resolved) Celery(part Part) []Setting {
	s := settings{config: r.config}
	if r.config.PasswordEnv == "" && (part == Complete || !r.HasSecret()) {
		s.add("broker_url", brokerURL(r.wholeURLs()))
	}
	s.connection()
	s.queues()
	s.tasks()
	return s.list
}

// brokerURL is a string for one URL: Celery takes both, and people read one more easily.
func brokerURL(urls []string) any {
	if len(urls) == 1 {
		return urls[0]
	}
	return urls
}

// settings collects what Celery is told.
type settings struct {
	config Config
	list   []Setting
}

func (s *settings) add(name string, value any) {
	s.list = append(s.list, Setting{spell(name, s.config.CeleryNames), value})
}

// since adds a setting that an older Celery does not know.
func (s *settings) since(version loadbalancer.Version, name string, value any) {
	if s.config.celeryKnows(version) {
		s.add(name, value)
	}
}

// given adds a setting whose default is Celery's own.
func given[T any](s *settings, name string, value *T) {
	if value != nil {
		s.add(name, *value)
	}
}

func (s *settings) connection() {
	c := s.config
	if len(c.Endpoints) > 1 {
		s.add("broker_failover_strategy", c.FailoverStrategy)
	}
	s.add("broker_heartbeat", *c.Heartbeat)
	given(s, "broker_connection_timeout", c.ConnectionTimeout)
	s.since(retriesOnStartup, "broker_connection_retry_on_startup", true)
	s.add("broker_connection_max_retries", orNil(c.ConnectionMaxRetries))
	s.add("broker_pool_limit", *c.PoolLimit)
	s.add("broker_transport_options", []Setting{{"confirm_publish", *c.ConfirmPublish}})
	if c.TLS != nil {
		s.add("broker_use_ssl", c.TLS.python())
	}
}

// python is the dictionary that py-amqp gives to Python's module ssl. The numbers are ssl.CERT_REQUIRED and
// ssl.CERT_NONE: JSON has no other way to write them.
func (t TLS) python() []Setting {
	const certNone, certRequired = 0, 2
	options := []Setting{{"cert_reqs", certRequired}}
	if !*t.Verify {
		options[0].Value = certNone
	}
	for _, o := range []Setting{{"ca_certs", t.CAFile}, {"certfile", t.CertificateFile}, {"keyfile", t.KeyFile}} {
		if o.Value != "" {
			options = append(options, o)
		}
	}
	// py-amqp compares the name only where it is given, and Python refuses to compare without verifying.
	if t.ServerName != "" && *t.Verify {
		options = append(options, Setting{"server_hostname", t.ServerName})
	}
	return options
}

func (s *settings) queues() {
	c := s.config
	if c.DefaultQueue != "" {
		s.add("task_default_queue", c.DefaultQueue)
	}
	s.since(knowsQuorum, "task_default_queue_type", c.QueueType)
	if c.QueueType == QueueQuorum {
		// Delayed delivery, which quorum queues bring, reaches queues through topic exchanges only.
		s.add("task_default_exchange_type", "topic")
		s.since(exclusiveControl, "task_create_missing_queue_type", c.QueueType)
		s.since(exclusiveControl, "task_create_missing_queue_exchange_type", "topic")
		s.add("broker_native_delayed_delivery_queue_type", QueueQuorum)
		s.add("worker_detect_quorum_queues", true)
	}
	if c.brokerFrom(withoutTransients) {
		// These queues are neither durable nor exclusive by default, which RabbitMQ 4.3 no longer permits.
		s.since(exclusiveControl, "control_queue_exclusive", true)
		s.since(exclusiveControl, "event_queue_exclusive", true)
	}
}

func (s *settings) tasks() {
	c := s.config
	s.add("task_acks_late", *c.AcksLate)
	s.add("task_reject_on_worker_lost", *c.RejectOnWorkerLost)
	if c.CancelOnConnectionLoss != nil {
		s.since(cancelsTasks, "worker_cancel_long_running_tasks_on_connection_loss", *c.CancelOnConnectionLoss)
	}
	given(s, "worker_max_tasks_per_child", c.MaxTasksPerChild)
	given(s, "worker_prefetch_multiplier", c.PrefetchMultiplier)
}

func orNil(value *int) any {
	if value == nil {
		return nil
	}
	return *value
}
