package clientsettings

import (
	"fmt"
	"strconv"
	"strings"
)

// Warnings are the answers to the old settings, and traps in a Config without problems: it works, though perhaps not as
// meant. Policies are the broker's that could match a queue of Celery.
func (r Resolved) Warnings(policies []Policy) []string {
	c := r.config
	warnings := c.answers()
	for _, w := range []struct {
		holds bool
		text  string
	}{
		{*c.Heartbeat == 0, "heartbeat is 0: a client does not notice a broker that vanished, and a load balancer cuts connections on which nothing is said"},
		{!*c.ConfirmPublish, "confirm_publish is false: what is published while the broker fails over is lost without an error"},
		{r.failover != "" && len(c.Endpoints) == 1, "failover_strategy has no effect with one endpoint"},
		{c.QueueType == QueueClassic && c.brokerFrom(withoutMirroring), "queue_type is classic: from RabbitMQ 4.0 on such a queue is on one node only, and its tasks wait while that node is down; " +
			"quorum (Celery 5.5 and later) has copies"},
		{c.brokerFrom(withoutTransients) && !c.celeryKnows(exclusiveControl), fmt.Sprintf("Celery %s declares queues for remote control and events that RabbitMQ 4.3 refuses with 541, and workers "+
			"do not start: upgrade to Celery 5.6, or permit the deprecated feature transient_nonexcl_queues on the brokers", c.CeleryVersion)},
		{c.TLS != nil && !*c.TLS.Verify, "tls.verify is false: whoever can redirect a connection can read the password"},
		{c.TLS != nil && *c.TLS.Verify && c.TLS.ServerName == "", "tls.server_name is not given and there are several endpoints: Celery checks who signed a broker's certificate and not " +
			"its name; give a name that all brokers' certificates have"},
	} {
		if w.holds {
			warnings = append(warnings, w.text)
		}
	}
	warnings = append(warnings, c.springWarnings()...)
	return append(warnings, c.policyWarnings(policies)...)
}

func (c Config) springWarnings() []string {
	var warnings []string
	values := []struct{ name, value string }{{"username", c.Username}, {"password", c.Password}, {"vhost", c.Vhost}}
	if c.TLS != nil {
		values = append(values, []struct{ name, value string }{
			{"tls.ca_file", c.TLS.CAFile}, {"tls.certificate_file", c.TLS.CertificateFile}, {"tls.key_file", c.TLS.KeyFile},
		}...)
	}
	for _, v := range values {
		if placeholder(v.value) {
			warnings = append(warnings, v.name+` holds "${", where Spring would put in the value of something else; it is left out of spring_properties, give it to Spring in code`)
		}
	}
	return warnings
}

// policyWarnings are about patterns that were written for the queues of tasks and match those of delayed delivery, which
// newer versions of Celery add.
func (c Config) policyWarnings(policies []Policy) []string {
	if c.QueueType != QueueQuorum {
		return nil
	}
	var warnings []string
	for _, p := range policies {
		at := fmt.Sprintf("policy %q with the pattern %s", p.Name, strconv.Quote(p.Pattern))
		switch {
		case p.Unjudged != "":
			warnings = append(warnings, at+": it is not known whether it matches "+delayedNames+": "+p.Unjudged)
		case len(p.Matches) > 0:
			warnings = append(warnings, at+" also matches "+strings.Join(shortened(p.Matches), ", ")+", in which delayed tasks wait: a limit of age, length or "+
				`unused time there loses them. Name the queues that are meant, as in ^celery$|^celery\.`)
		}
	}
	return warnings
}

const delayedNames = "celery_delayed_0 to celery_delayed_27"

func shortened(names []string) []string {
	switch len(names) {
	case len(DelayedQueues()):
		return []string{delayedNames}
	case 1, 2, 3:
		return names
	}
	return []string{names[0], fmt.Sprintf("%d more queues like it", len(names)-1)}
}
