package rabbitmqconf

import (
	"strings"
	"testing"
)

// TestVariables: each known variable is taken by the versions that read it and by no others, and written as they read it.
func TestVariables(t *testing.T) {
	for name, test := range map[string]struct {
		environment map[string]string
		change      func(*Config)
		want        string // the paths and text of the problem, or a line of the file
	}{
		"plain":                 {environment: map[string]string{"PLUGINS_DIR": "/p:$(x)"}, want: "\nPLUGINS_DIR='/p:$(x)'\n"},
		"only with its prefix":  {environment: map[string]string{"CTL_ERL_ARGS": "+S 1"}, want: "\nRABBITMQ_CTL_ERL_ARGS='+S 1'\n"},
		"of Erlang":             {environment: map[string]string{"ERL_EPMD_PORT": "4370"}, want: "\nexport ERL_EPMD_PORT='4370'\n"},
		"too early":             {environment: map[string]string{"STREAM_DIR": "/s"}, change: series("3.8.9"), want: "environment.STREAM_DIR: Variable of another version: RabbitMQ 3.8.9 does not read STREAM_DIR; RabbitMQ reads it from 3.9.0"},
		"just in time":          {environment: map[string]string{"STREAM_DIR": "/s"}, change: series("3.9.0"), want: "\nSTREAM_DIR='/s'\n"},
		"too late":              {environment: map[string]string{"IO_THREAD_POOL_SIZE": "64"}, want: "until before 3.8.10"},
		"in time":               {environment: map[string]string{"IO_THREAD_POOL_SIZE": "64"}, change: series("3.8.9"), want: "\nIO_THREAD_POOL_SIZE='64'\n"},
		"misspelt":              {environment: map[string]string{"SERVER_ADDITIONAL_ERLARGS": "x"}, want: "Is SERVER_ADDITIONAL_ERL_ARGS meant?"},
		"unknown":               {environment: map[string]string{"SITE_ROOT": "/srv"}, want: "environment.SITE_ROOT: Unknown variable"},
		"of a path":             {environment: map[string]string{"SITE_ROOT": "/srv"}, change: setsDefinitions("$(SITE_ROOT)/d.json"), want: "\nexport SITE_ROOT='/srv'\n"},
		"of a path, in letters": {environment: map[string]string{"site": "/srv"}, change: setsDefinitions("$(site)/d.json"), want: "\nexport site='/srv'\n"},
		"of a path of one node": {environment: map[string]string{"SITE_ROOT": "/srv"}, change: func(c *Config) {
			c.Nodes[0].Settings = map[string]string{"load_definitions": "$(SITE_ROOT)/d.json"}
		}, want: "\nexport SITE_ROOT='/srv'\n"},
		"quote that a node reads wrongly": {environment: map[string]string{"LOG_BASE": "/o'clock"}, change: series("3.8.35"), want: "it is read right from 3.9.0"},
		"quote":                           {environment: map[string]string{"LOG_BASE": "/o'clock"}, change: series("3.9.0"), want: `LOG_BASE='/o'\''clock'`},
		"number":                          {environment: map[string]string{"MAX_NUMBER_OF_ATOMS": "5e6"}, want: "environment.MAX_NUMBER_OF_ATOMS: Invalid value: MAX_NUMBER_OF_ATOMS takes a whole number"},
		"with a prefix":                   {environment: map[string]string{"RABBITMQ_LOGS": "-"}, want: "Write LOGS"},
		"own argument":                    {environment: map[string]string{"RABBITMQ_DIST_PORT": "1"}, want: "follows from distribution_port"},
		"listener":                        {environment: map[string]string{"NODE_IP_ADDRESS": "::1"}, want: "follows from listener"},
		"plugins":                         {environment: map[string]string{"ENABLED_PLUGINS": "a"}, want: "follows from plugins"},
		"password":                        {environment: map[string]string{"DEFAULT_PASS": "sesame"}, want: "follows from default_pass"},
		"cookie":                          {environment: map[string]string{"ERLANG_COOKIE": "sesame"}, want: "Secret in plain sight"},
		"path of TLS without TLS":         {environment: map[string]string{"ERL_SSL_PATH": "/e"}, want: "Variable without use"},
	} {
		t.Run(name, func(t *testing.T) {
			c := valid()
			c.Environment = test.environment
			if test.change != nil {
				test.change(&c)
			}
			resolved, problems := Resolve(c)
			got := ""
			for _, p := range problems {
				got += p.Error() + "\n"
			}
			if len(problems) == 0 {
				got = resolved.Files().RabbitMQEnvConf["rabbit@rabbit2"]
			}
			if !strings.Contains(got, test.want) || strings.Contains(got, "sesame") {
				t.Errorf("got %s, want %q in it", got, test.want)
			}
		})
	}
}

func series(version string) func(*Config) {
	return func(c *Config) { c.RabbitMQVersion = version }
}

func setsDefinitions(path string) func(*Config) {
	return func(c *Config) { c.Settings = map[string]string{"load_definitions": path} }
}

// TestVariablesThatMovePorts: what the environment says of ports is what a firewall has to let through.
func TestVariablesThatMovePorts(t *testing.T) {
	c := valid()
	c.Environment = map[string]string{"ERL_EPMD_PORT": "4370", "CTL_DIST_PORT_MIN": "36000"}
	c.InterNodeTLS = &InterNodeTLS{CertificateFiles: CertificateFiles{"/a", "/c", "/k"}}
	for _, want := range []Port{
		{4370, 4370, "tcp", FromNodes, "epmd, which tells the port of a node"},
		{25672, 25672, "tcp", FromNodes, "nodes to each other, and command line tools over TLS"},
		{36000, 36010, "tcp", FromNodes, "nodes back to command line tools over TLS"},
	} {
		found := false
		for _, port := range mustResolve(t, c).Ports() {
			found = found || port == want
		}
		if !found {
			t.Errorf("no port %v", want)
		}
	}
}
