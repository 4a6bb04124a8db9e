package clientsettings

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

func TestValidateConfig(t *testing.T) {
	for name, test := range map[string]struct {
		config object
		want   string
	}{
		"valid":                {app(nil), ""},
		"no endpoint":          {app(object{"endpoint": list{}}), "endpoint"},
		"unknown endpoints":    {app(object{"endpoint": unknown{}}), ""},
		"unknown endpoint":     {app(object{"endpoint": list{unknown{}, object{"address": "h", "port": 0}}}), "endpoint[1].port"},
		"unknown address":      {app(object{"endpoint": list{object{"address": unknown{}}}}), ""},
		"unknown addresses":    {app(object{"endpoint": list{object{"address": unknown{}}, object{"address": unknown{}}}}), ""},
		"unknown password":     {app(object{"password": unknown{}}), ""},
		"unknown user":         {app(object{"username": unknown{}}), ""},
		"no password":          {app(object{"password": nil}), "username"},
		"unknown TLS":          {app(object{"tls": unknown{}}), ""},
		"key without":          {app(object{"tls": object{"key_file": "/k"}}), "tls.key_file"},
		"key and perhaps":      {app(object{"tls": object{"key_file": "/k", "certificate_file": unknown{}}}), ""},
		"old Celery, quorum":   {app(object{"celery_version": "5.4", "queue_type": "quorum"}), "queue_type"},
		"some Celery, quorum":  {app(object{"celery_version": unknown{}, "queue_type": "quorum"}), ""},
		"old setting":          {app(object{"old_settings": object{"CELERY_ACKS_LATE": "often"}}), "old_settings"},
		"unknown old setting":  {app(object{"old_settings": object{"CELERY_ACKS_LATE": unknown{}}}), ""},
		"unknown old settings": {app(object{"old_settings": unknown{}}), ""},
		"broken pattern":       {app(object{"policy_patterns": object{"p": "*"}}), `policy_patterns["p"]`},
		"unknown pattern":      {app(object{"policy_patterns": object{"p": unknown{}}}), ""},
		"nameless parameter":   {app(object{"uri_parameters": object{"": "x"}}), `uri_parameters[""]`},
	} {
		t.Run(name, func(t *testing.T) {
			diags := validate(t, test.config)
			if got := kit.Paths(diags); got != test.want || diags.HasError() != (test.want != "") {
				t.Errorf("errors at %q, want %q: %v", got, test.want, diags)
			}
		})
	}
}

// TestProblemsPointAtAttributes holds the two sets of names together.
func TestProblemsPointAtAttributes(t *testing.T) {
	_, problems := clientsettings.Resolve(clientsettings.Config{
		CeleryVersion: "5.0", RabbitMQVersion: "x", CeleryNames: "x", Password: "x", PasswordEnv: "{", QueueType: clientsettings.QueueQuorum,
		Endpoints: []clientsettings.Endpoint{{Port: new(0)}, {Port: new(0)}}, TLS: &clientsettings.TLS{CAFile: "\n", KeyFile: "\n", ServerName: " "},
		Heartbeat: new(-1), ConnectionTimeout: new(0), ConnectionMaxRetries: new(0), PoolLimit: new(-1), FailoverStrategy: "x", DefaultQueue: "amq.x",
		AcksLate: new(false), RejectOnWorkerLost: new(true), MaxTasksPerChild: new(0), PrefetchMultiplier: new(-1),
		OldSettings: map[string]string{"CELERY_ACKS_LATE": "x"},
	})
	_, others := clientsettings.Resolve(clientsettings.Config{CeleryVersion: "x", Username: "x", TLS: &clientsettings.TLS{CertificateFile: "\n"}})
	problems = append(problems, others...)
	if len(problems) < 25 {
		t.Errorf("only %d problems", len(problems))
	}
	kit.PointAtAttributes(t, NewDataSource(), problems)
}
