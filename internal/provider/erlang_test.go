package provider

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial/sshtest"
)

// values are attributes of a block by their names.
type values map[string]attr.Value

// erlangWith is the block "erlang" with some attributes; all others are null.
func erlangWith(t *testing.T, set values) types.Object {
	t.Helper()
	var resp provider.SchemaResponse
	testProvider.Schema(context.Background(), provider.SchemaRequest{}, &resp)
	kind, ok := resp.Schema.Blocks["erlang"].Type().(types.ObjectType)
	if !ok {
		t.Fatal("erlang is no object")
	}
	return object(t, kind, set)
}

// nested is a block in it.
func nested(t *testing.T, name string, set values) types.Object {
	t.Helper()
	kind, ok := erlangWith(t, nil).AttributeTypes(context.Background())[name].(types.ObjectType)
	if !ok {
		t.Fatalf("%s is no object", name)
	}
	return object(t, kind, set)
}

func object(t *testing.T, kind types.ObjectType, set values) types.Object {
	t.Helper()
	all := map[string]attr.Value{}
	for name, each := range kind.AttrTypes {
		null, err := each.ValueFromTerraform(context.Background(), tftypes.NewValue(each.TerraformType(context.Background()), nil))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = null
	}
	for name, value := range set {
		all[name] = value
	}
	return types.ObjectValueMust(kind.AttrTypes, all)
}

func words(texts ...string) types.List {
	elements := make([]attr.Value, len(texts))
	for i, text := range texts {
		elements[i] = types.StringValue(text)
	}
	return types.ListValueMust(types.StringType, elements)
}

func addresses(node, address string) types.Map {
	return types.MapValueMust(types.StringType, map[string]attr.Value{node: types.StringValue(address)})
}

// secret stands for every cookie, key and passphrase here: no diagnostic may hold it.
const secret = "hunter2"

func TestBadErlangBlocksAreErrorsAtTheirAttribute(t *testing.T) {
	text := types.StringValue
	jump := sshtest.Start(t, false)
	ssh := func(set values) values {
		all := values{"host": text("jump"), "user": text("me"), "private_key": text(string(jump.ClientKey)), "host_key": text(jump.HostKey)}
		for name, value := range set {
			all[name] = value
		}
		return values{"cookie": text(secret), "ssh": nested(t, "ssh", all)}
	}
	t.Setenv("SSH_AUTH_SOCK", "")
	for name, test := range map[string]struct {
		set                   values
		path, summary, detail string
	}{
		"two cookies":       {values{"cookie": text(secret), "cookie_file": text("x")}, "erlang.cookie_file", "Two Erlang cookies", "one of the two"},
		"no such file":      {values{"cookie_file": text("/nonexistent/cookie")}, "erlang.cookie_file", "The Erlang cookie cannot be read", "no such file"},
		"two lines":         {values{"cookie": text(secret + "\n" + secret)}, "erlang.cookie", "Invalid Erlang cookie", "one line"},
		"too long":          {values{"cookie": text(strings.Repeat(secret, 40))}, "erlang.cookie", "Invalid Erlang cookie", "characters"},
		"address, no port":  {values{"addresses": addresses("rabbit@a", "10.0.0.1")}, `erlang.addresses["rabbit@a"]`, "Invalid address", "host:port"},
		"address, bad port": {values{"addresses": addresses("rabbit@a", "a:70000")}, `erlang.addresses["rabbit@a"]`, "Invalid address", "host:port"},
		"command and cookie": {values{"cookie": text(secret), "command": words("rabbitmqctl")}, "erlang.command",
			"Two ways to the Erlang nodes", "either"},
		"command and port": {values{"epmd_port": types.Int64Value(4369), "command": words("rabbitmqctl")}, "erlang.command",
			"Two ways to the Erlang nodes", "either"},
		"garbage CA": {values{"cookie": text(secret), "tls": nested(t, "tls", values{"ca_pem": text("garbage")})}, "erlang.tls.ca_pem",
			"Invalid TLS setting", "no PEM certificate"},
		"key, no certificate": {values{"cookie": text(secret), "tls": nested(t, "tls", values{"key_pem": text(secret)})}, "erlang.tls.key_pem",
			"Invalid TLS setting", "cert_pem"},
		"no jump host":     {ssh(values{"host": types.StringNull()}), "erlang.ssh.host", "Invalid jump host", "missing"},
		"no user":          {ssh(values{"user": types.StringNull()}), "erlang.ssh.user", "Invalid jump host", "missing"},
		"two keys":         {ssh(values{"private_key_file": text("x")}), "erlang.ssh.private_key_file", "Invalid jump host", "one of the two"},
		"two host keys":    {ssh(values{"known_hosts_file": text("x")}), "erlang.ssh.host_key", "Invalid jump host", "one of the two"},
		"garbage key":      {ssh(values{"private_key": text(secret)}), "erlang.ssh", "Invalid jump host", "private key"},
		"no key, no agent": {ssh(values{"private_key": types.StringNull()}), "erlang.ssh", "Invalid jump host", "agent"},
		"no key file": {ssh(values{"private_key": types.StringNull(), "private_key_file": text("/nonexistent/key")}), "erlang.ssh.private_key_file",
			"Invalid jump host", "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			readErlang(context.Background(), erlangWith(t, test.set), &diags).members(&diags)
			if len(diags) != 1 {
				t.Fatalf("%d diagnostics: %v", len(diags), diags)
			}
			at, ok := diags[0].(diag.DiagnosticWithPath)
			if !ok || at.Path().String() != test.path {
				t.Errorf("at %v, want %s", diags[0], test.path)
			}
			if diags[0].Summary() != test.summary || !strings.Contains(diags[0].Detail(), test.detail) {
				t.Errorf("%s: %s", diags[0].Summary(), diags[0].Detail())
			}
			if strings.Contains(diags[0].Detail(), secret) {
				t.Error("a secret is in the error")
			}
		})
	}
}

func TestTheWayToTheNodes(t *testing.T) {
	text := types.StringValue
	file := filepath.Join(t.TempDir(), "cookie")
	if err := os.WriteFile(file, []byte(secret+"\n"), 0o400); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		set         values
		environment string
		later       bool
		missing     string
	}{
		"cookie":                        {set: values{"cookie": text(secret)}},
		"cookie file":                   {set: values{"cookie_file": text(file)}},
		"environment":                   {environment: secret},
		"environment and port":          {set: values{"epmd_port": types.Int64Value(4370)}, environment: secret},
		"everything else":               {set: values{"cookie": text(secret), "addresses": addresses("rabbit@a", "[::1]:25672"), "tls": nested(t, "tls", nil)}},
		"command, cookie around":        {set: values{"command": words("rabbitmqctl", "-n", "{node}")}, environment: secret},
		"nothing":                       {missing: "RABBITMQ_ERLANG_COOKIE"},
		"port alone":                    {set: values{"epmd_port": types.Int64Value(4370)}, missing: "RABBITMQ_ERLANG_COOKIE"},
		"unknown cookie":                {set: values{"cookie": types.StringUnknown()}, later: true, missing: `"erlang.cookie" is not known until`},
		"unknown address":               {set: values{"addresses": types.MapUnknown(types.StringType)}, later: true, missing: `"erlang.addresses" is not known until`},
		"unknown word of the command":   {set: values{"command": types.ListValueMust(types.StringType, []attr.Value{types.StringUnknown()})}, later: true, missing: `"erlang.command" is`},
		"unknown key of the jump host":  {set: values{"ssh": nested(t, "ssh", values{"private_key": types.StringUnknown()})}, later: true, missing: `"erlang.ssh.private_key" is`},
		"unknown authority, known rest": {set: values{"cookie": text(secret), "tls": nested(t, "tls", values{"ca_pem": types.StringUnknown()})}, later: true, missing: `"erlang.tls.ca_pem" is`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("RABBITMQ_ERLANG_COOKIE", test.environment)
			var diags diag.Diagnostics
			members := readErlang(context.Background(), erlangWith(t, test.set), &diags).members(&diags)
			if len(diags) > 0 {
				t.Fatal(diags)
			}
			if got := members.Cluster == nil; got != (test.missing != "") || members.Later != test.later || !strings.Contains(members.Missing, test.missing) {
				t.Errorf("%+v", members)
			}
			handle := testProvider.cluster(block(), tlsModel{}, &diags).WithMembers(members)
			if handle.PlanMembers(&diags); diags.HasError() != (test.missing != "" && !test.later) {
				t.Errorf("while planning: %v", diags)
			}
			diags = nil
			if handle.Members(&diags); diags.HasError() != (test.missing != "") {
				t.Errorf("while applying: %v", diags)
			}
		})
	}
}

func TestABadCookieInTheEnvironmentIsNamedAsSuch(t *testing.T) {
	t.Setenv("RABBITMQ_ERLANG_COOKIE", secret+"\t")
	var diags diag.Diagnostics
	readErlang(context.Background(), types.ObjectNull(nil), &diags).members(&diags)
	if len(diags) != 1 || !strings.Contains(diags[0].Detail(), "RABBITMQ_ERLANG_COOKIE") || strings.Contains(diags[0].Detail(), secret) {
		t.Error(diags)
	}
}
