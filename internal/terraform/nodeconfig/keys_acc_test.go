package nodeconfig_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
)

// TestAccKeysAreThoseOfTheNode compares the table of keys with the schemas that this very release came with.
func TestAccKeysAreThoseOfTheNode(t *testing.T) {
	run := acctest.Start(t)
	file := filepath.Join(t.TempDir(), "keys")
	eval(t, run.Lab, 0, `Folders = [filename:join([filename:dirname(D), "priv", "schema"]) || D <- code:get_path()],
		Files = [filename:join(S, F) || S <- Folders, {ok, Fs} <- [erl_prim_loader:list_dir(S)], F <- Fs, filename:extension(F) =:= ".schema"],
		{_, Mappings, _} = cuttlefish_schema:files(lists:usort(Files)),
		ok = file:write_file(`+erlang(file)+`, [[lists:join(".", cuttlefish_mapping:variable(M)), "\n"] || M <- Mappings]).`)
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	node := strings.Fields(string(written))
	// Debian's packages of the old series take it too, for a fault that it mends.
	node = slices.DeleteFunc(node, func(key string) bool { return key == "management.http.max_body_size" })
	if len(node) < 500 {
		t.Fatalf("only %d keys", len(node))
	}
	for _, key := range node {
		if !takes(run.Lab.Version, key) {
			t.Errorf("the node knows %s, the table does not", key)
		}
	}
	table, err := os.ReadFile("../../render/rabbitmqconf/keys.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		key, _, isKey := strings.Cut(line, "\t")
		// An alias is no variable of its own.
		if !isKey || slices.Contains([]string{"channel_max", "connection_max"}, key) ||
			slices.ContainsFunc(node, func(pattern string) bool { return covers(pattern, key) }) {
			continue
		}
		if takes(run.Lab.Version, key) && key != "management.http.max_body_size" {
			t.Errorf("the table knows %s, the node does not", key)
		}
	}
}

// takes reports whether the table knows a key, whatever the value.
func takes(version, key string) bool {
	c := rabbitmqconf.Config{RabbitMQVersion: version, SensitiveSettings: map[string]string{strings.ReplaceAll(key, "$", ""): "?"}}
	_, problems := rabbitmqconf.Resolve(c)
	return !slices.ContainsFunc(problems, func(p loadbalancer.Problem) bool {
		return p.Summary == "Unknown key" || p.Summary == "Key of another version"
	})
}

// covers reports whether a key with all its names is one of a pattern's.
func covers(pattern, key string) bool {
	return slices.EqualFunc(strings.Split(pattern, "."), strings.Split(key, "."), func(p, k string) bool {
		return p == k || strings.HasPrefix(p, "$")
	})
}
