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

// TestAccValuesAreReadAsTheyAreGiven lets the node's own parser read what is rendered: each hostile value is refused, or it
// is what the broker would get.
func TestAccValuesAreReadAsTheyAreGiven(t *testing.T) {
	run := acctest.Start(t)
	folder := t.TempDir()
	given := map[string]string{}
	refused := 0
	for i, value := range hostile {
		resolved, problems := rabbitmqconf.Resolve(rabbitmqconf.Config{
			RabbitMQVersion: run.Lab.Version, ClusterName: value, DefaultUser: "ops", DefaultPass: value,
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
