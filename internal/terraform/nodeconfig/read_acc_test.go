package nodeconfig_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
)

// hostile are values that a reader of files may take for more than text.
var hostile = []string{
	"x", "o'clock", "'x'", "'", "a#b", "#", " a", "a ", `\`, `a\`, `\n`, `"`, `"x"`, `a "b" c`, "$HOME", "${HOME}", "$(HOME", "a$(HOME)b", "$(cluster_name)", "$()", "$(</etc/hostname)",
	"a = b", "a;b", "`id`", "{a,b}", "[a].", "%x", "a:b", "encrypted:a", "'''", "''' x '''", "=", "include x", "~", "<<x>>", "a,b", "é",
}

// decoder makes a value that begins with encrypted: one that is taken.
var decoder = []rabbitmqconf.Advanced{{Application: "rabbit", Key: "config_entry_decoder", Value: `[{passphrase, {file, "/p"}}]`}}

// TestAccVariablesAndTermsAreReadAsTheyAreGiven lets the node read rabbitmq-env.conf as it does when it boots, by a shell, and the
// file for TLS between nodes as Erlang does: each hostile value is what it was, or is refused.
func TestAccVariablesAndTermsAreReadAsTheyAreGiven(t *testing.T) {
	run := acctest.Start(t)
	folder, want := t.TempDir(), ""
	for i, value := range hostile {
		resolved, problems := rabbitmqconf.Resolve(rabbitmqconf.Config{
			RabbitMQVersion: run.Lab.Version, Nodes: []rabbitmqconf.Node{{Name: "rabbit@h"}},
			Environment: map[string]string{"PRODUCT_NAME": value, "ERL_SSL_PATH": "/ssl"},
			InterNodeTLS: &rabbitmqconf.InterNodeTLS{
				CertificateFiles: rabbitmqconf.CertificateFiles{CACertFile: "/a", CertFile: "/c", KeyFile: "/k"}, Password: value,
			},
		})
		if len(problems) > 0 {
			continue
		}
		files := resolved.NodeFiles()["rabbit@h"]
		for name, path := range map[string]string{"env": "/etc/rabbitmq/rabbitmq-env.conf", "tls": "/etc/rabbitmq/inter_node_tls.config"} {
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%02d.%s", i, name)), []byte(files[path]), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		text := base64.StdEncoding.EncodeToString([]byte(value))
		want += text + " " + text + "\n"
	}
	if strings.Count(want, "\n") < len(hostile)*2/3 {
		t.Fatalf("only %d of %d values are taken", strings.Count(want, "\n"), len(hostile))
	}
	result := filepath.Join(folder, "result")
	eval(t, run.Lab, 0, `Before = os:getenv("RABBITMQ_CONF_ENV_FILE"),
		Read = fun(F) ->
			os:putenv("RABBITMQ_CONF_ENV_FILE", F), os:unsetenv("PRODUCT_NAME"),
			_ = rabbit_env:get_context_after_logging_init(rabbit_env:get_context_before_logging_init()),
			{ok, [[{server, Options}, {client, Options2}]]} = file:consult(filename:rootname(F) ++ ".tls"),
			Password = proplists:get_value(password, Options),
			Password = proplists:get_value(password, Options2),
			[base64:encode(os:getenv("PRODUCT_NAME")), " ", base64:encode(Password), "\n"]
		end,
		Texts = [Read(F) || F <- lists:sort(filelib:wildcard(filename:join(`+erlang(folder)+`, "*.env")))],
		os:putenv("RABBITMQ_CONF_ENV_FILE", Before), os:unsetenv("PRODUCT_NAME"),
		ok = file:write_file(`+erlang(result)+`, Texts).`)
	written, err := os.ReadFile(result)
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != want {
		t.Errorf("RabbitMQ %s reads\n%s and not\n%s", run.Lab.Version, written, want)
	}
}

// TestAccValuesAreReadAsTheyAreGiven lets the node's own parser read what is rendered: each hostile value is refused, or it
// is what the broker would get.
func TestAccValuesAreReadAsTheyAreGiven(t *testing.T) {
	run := acctest.Start(t)
	folder := t.TempDir()
	given := map[string]string{}
	refused := 0
	for i, value := range hostile {
		resolved, problems := rabbitmqconf.Resolve(rabbitmqconf.Config{
			RabbitMQVersion: run.Lab.Version, ClusterName: value, DefaultUser: "ops", DefaultPass: value, Advanced: decoder,
		})
		if len(problems) > 0 {
			refused++
			continue
		}
		name := fmt.Sprintf("%02d.conf", i)
		given[name] = value
		if err := os.WriteFile(filepath.Join(folder, name), []byte(resolved.Files().RabbitMQConf), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if refused == 0 || len(given) < len(hostile)/3 {
		t.Fatalf("%d of %d values are refused", refused, len(hostile))
	}
	result := filepath.Join(folder, "result")
	eval(t, run.Lab, 0, `Folders = [filename:join([filename:dirname(D), "priv", "schema"]) || D <- code:get_path()],
		Files = [filename:join(S, F) || S <- Folders, {ok, Fs} <- [erl_prim_loader:list_dir(S)], F <- Fs, filename:extension(F) =:= ".schema"],
		Schema = cuttlefish_schema:files(lists:usort(Files)),
		Text = fun(V) -> base64:encode(iolist_to_binary(case V of {_, S} -> S; S -> S end)) end,
		ok = file:write_file(`+erlang(result)+`, [begin
			All = cuttlefish_generator:map(Schema, cuttlefish_conf:file(F)),
			Rabbit = proplists:get_value(rabbit, All),
			[filename:basename(F), " ", Text(proplists:get_value(cluster_name, Rabbit)), " ", Text(proplists:get_value(default_pass, Rabbit)), "\n"]
		end || F <- filelib:wildcard(filename:join(`+erlang(folder)+`, "*.conf"))]).`)
	written, err := os.ReadFile(result)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(written)) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		want := given[columns[0]]
		delete(given, columns[0])
		for i, what := range []string{"the cluster's name", "the password"} {
			got, err := base64.StdEncoding.DecodeString(columns[i+1])
			// Newer releases take the mark off.
			if err != nil || string(got) != want && (i == 0 || string(got) != strings.TrimPrefix(want, "encrypted:")) {
				t.Errorf("%s is %q to RabbitMQ %s, and not %q", what, got, run.Lab.Version, want)
			}
		}
	}
	if len(given) > 0 {
		t.Errorf("the node did not read %q", given)
	}
}
