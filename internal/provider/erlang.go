package provider

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// members makes the way to the Erlang nodes, which connects when it is first used and ends with the process. That there
// is none is no error here: the plan of what needs it says so.
func (s erlangSettings) members(diags *diag.Diagnostics) tfkit.Members {
	if s.unknown != "" {
		return tfkit.Members{Later: true, Missing: fmt.Sprintf("The provider's %q is not known until something else is created. "+
			"Apply that first (terraform apply -target), or give a value that is known.", s.unknown)}
	}
	var caller membership.Caller
	if !s.Command.IsNull() {
		caller = s.command(diags)
	} else if dialer := s.dialer(diags); dialer != nil {
		caller = membership.NewDistribution(dialer)
	}
	switch {
	case diags.HasError():
		return tfkit.Members{}
	case caller == nil:
		return tfkit.Members{Missing: "The nodes of a cluster prove themselves to each other by the Erlang cookie, and none is given. " +
			"Set the environment variable RABBITMQ_ERLANG_COOKIE, or in the provider block erlang { cookie_file = \"...\" }; or say in " +
			"erlang { command = [...] } how rabbitmqctl is run on a node."}
	}
	log := func(ctx context.Context, step string, fields map[string]any) { tflog.Info(ctx, step, fields) }
	return tfkit.Members{Cluster: membership.New(caller, membership.WithLog(log))}
}

// command is the way by rabbitmqctl.
func (s erlangSettings) command(diags *diag.Diagnostics) membership.Caller {
	if !s.alone() {
		diags.AddAttributeError(path.Root("erlang").AtName("command"), "Two ways to the Erlang nodes",
			"With \"command\" the nodes are reached by rabbitmqctl, which finds cookie, address and TLS on its own. Leave out either "+
				"\"command\" or all else in the block \"erlang\".")
		return nil
	}
	return membership.NewCommand(texts(s.Command))
}

// dialer is the way by Erlang's own protocol; nil where there is no cookie.
func (s erlangSettings) dialer(diags *diag.Diagnostics) *erlang.Dialer {
	cookie, ok := s.cookie(diags)
	dialer := &erlang.Dialer{Cookie: cookie, Addresses: s.addresses(diags), EpmdPort: int(s.EpmdPort.ValueInt64())}
	if s.tls != nil {
		settings := httpapi.TLS{
			CAPEM: s.tls.CAPEM.ValueString(), CAFile: s.tls.CAFile.ValueString(),
			CertPEM: s.tls.CertPEM.ValueString(), KeyPEM: s.tls.KeyPEM.ValueString(),
			ServerName: s.tls.ServerName.ValueString(), Insecure: s.tls.Insecure.ValueBool(),
		}
		config, err := settings.Config()
		var fault *httpapi.TLSError
		if errors.As(err, &fault) {
			diags.AddAttributeError(path.Root("erlang").AtName("tls").AtName(fault.Field), "Invalid TLS setting", sentence(fault.Err))
		}
		dialer.TLS = config
	}
	if s.ssh != nil {
		if jump := s.ssh.jump(diags); jump != nil {
			dialer.Dial = jump.Dial
		}
	}
	if !ok {
		return nil
	}
	return dialer
}

// cookie comes from the block, else from the environment; ok reports whether there is one.
func (s erlangSettings) cookie(diags *diag.Diagnostics) (cookie erlang.Cookie, ok bool) {
	at, text, source := path.Root("erlang").AtName("cookie"), s.Cookie.ValueString(), ""
	switch {
	case !s.Cookie.IsNull() && !s.CookieFile.IsNull():
		diags.AddAttributeError(path.Root("erlang").AtName("cookie_file"), "Two Erlang cookies",
			"Both \"cookie\" and \"cookie_file\" are given. Give one of the two.")
		return cookie, false
	case !s.CookieFile.IsNull():
		at = path.Root("erlang").AtName("cookie_file")
		data, err := os.ReadFile(s.CookieFile.ValueString())
		if err != nil {
			diags.AddAttributeError(at, "The Erlang cookie cannot be read", sentence(err))
			return cookie, false
		}
		text = string(data)
	case s.Cookie.IsNull():
		source = "Environment variable RABBITMQ_ERLANG_COOKIE: "
		if text = os.Getenv("RABBITMQ_ERLANG_COOKIE"); text == "" {
			return cookie, false
		}
	}
	cookie, err := erlang.NewCookie(text)
	if err != nil {
		diags.AddAttributeError(at, "Invalid Erlang cookie", source+sentence(err))
	}
	return cookie, err == nil
}

func (s erlangSettings) addresses(diags *diag.Diagnostics) map[string]string {
	out := map[string]string{}
	for node, element := range s.Addresses.Elements() {
		text, _ := element.(types.String)
		out[node] = text.ValueString()
		_, port, err := net.SplitHostPort(out[node])
		if number, bad := strconv.Atoi(port); err != nil || bad != nil || number < 1 || number > maxPort {
			diags.AddAttributeError(path.Root("erlang").AtName("addresses").AtMapKey(node), "Invalid address",
				fmt.Sprintf("%q is not host:port, such as \"10.0.0.2:25672\" or \"[2001:db8::2]:25672\".", out[node]))
		}
	}
	return out
}

// jump is the jump host.
func (m sshModel) jump(diags *diag.Diagnostics) *sshdial.Jump {
	block := path.Root("erlang").AtName("ssh")
	const invalid = "Invalid jump host"
	for name, value := range map[string]types.String{"host": m.Host, "user": m.User} {
		if value.IsNull() {
			diags.AddAttributeError(block.AtName(name), invalid, fmt.Sprintf("%q is missing. A jump host needs both \"host\" and \"user\".", name))
			return nil
		}
	}
	for _, pair := range []struct {
		one, other string
		both       bool
	}{
		{"private_key", "private_key_file", !m.PrivateKey.IsNull() && !m.PrivateKeyFile.IsNull()},
		{"known_hosts_file", "host_key", !m.KnownHostsFile.IsNull() && !m.HostKey.IsNull()},
	} {
		if pair.both {
			diags.AddAttributeError(block.AtName(pair.other), invalid,
				fmt.Sprintf("Both %q and %q are given. Give one of the two.", pair.one, pair.other))
			return nil
		}
	}
	config := sshdial.Config{
		Address: m.Host.ValueString(), User: m.User.ValueString(), PrivateKey: []byte(m.PrivateKey.ValueString()),
		Passphrase: []byte(m.Passphrase.ValueString()), AgentSocket: m.agentSocket(), KnownHosts: m.knownHosts(),
		HostKey: m.HostKey.ValueString(),
	}
	if !m.Port.IsNull() {
		config.Address = net.JoinHostPort(config.Address, strconv.FormatInt(m.Port.ValueInt64(), 10))
	}
	if !m.PrivateKeyFile.IsNull() {
		key, err := os.ReadFile(m.PrivateKeyFile.ValueString())
		if err != nil {
			diags.AddAttributeError(block.AtName("private_key_file"), invalid, sentence(err))
			return nil
		}
		config.PrivateKey = key
	}
	jump, err := sshdial.New(config)
	if err != nil {
		diags.AddAttributeError(block, invalid, sentence(err))
		return nil
	}
	return jump
}
