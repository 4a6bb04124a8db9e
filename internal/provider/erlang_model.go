package provider

import (
	"context"
	"os"
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// erlangModel is the block "erlang".
type erlangModel struct {
	Cookie     types.String `tfsdk:"cookie"`
	CookieFile types.String `tfsdk:"cookie_file"`
	Addresses  types.Map    `tfsdk:"addresses"`
	EpmdPort   types.Int64  `tfsdk:"epmd_port"`
	Command    types.List   `tfsdk:"command"`
	TLS        types.Object `tfsdk:"tls"`
	SSH        types.Object `tfsdk:"ssh"`
}

type sshModel struct {
	Host           types.String `tfsdk:"host"`
	Port           types.Int64  `tfsdk:"port"`
	User           types.String `tfsdk:"user"`
	PrivateKey     types.String `tfsdk:"private_key"`
	PrivateKeyFile types.String `tfsdk:"private_key_file"`
	Passphrase     types.String `tfsdk:"passphrase"`
	Agent          types.Bool   `tfsdk:"agent"`
	KnownHostsFile types.String `tfsdk:"known_hosts_file"`
	HostKey        types.String `tfsdk:"host_key"`
}

// erlangSettings is the block with the blocks in it; nil pointers are blocks that are left out.
type erlangSettings struct {
	erlangModel

	tls *tlsModel
	ssh *sshModel
	// unknown names the first attribute that another resource has yet to make; empty if there is none.
	unknown string
}

// readErlang takes the block apart. One that is left out is the zero value: the cookie may be in the environment.
func readErlang(ctx context.Context, block types.Object, diags *diag.Diagnostics) (settings erlangSettings) {
	switch {
	case block.IsUnknown():
		settings.unknown = "erlang"
		return settings
	case block.IsNull():
		return settings
	}
	diags.Append(block.As(ctx, &settings.erlangModel, basetypes.ObjectAsOptions{})...)
	settings.unknown = firstUnknown("erlang", block)
	if settings.unknown != "" || diags.HasError() {
		return settings
	}
	if !settings.TLS.IsNull() {
		settings.tls = &tlsModel{}
		diags.Append(settings.TLS.As(ctx, settings.tls, basetypes.ObjectAsOptions{})...)
	}
	if !settings.SSH.IsNull() {
		settings.ssh = &sshModel{}
		diags.Append(settings.SSH.As(ctx, settings.ssh, basetypes.ObjectAsOptions{})...)
	}
	return settings
}

// firstUnknown looks for an unknown value inside an object, at any depth.
func firstUnknown(name string, value attr.Value) string {
	if value.IsUnknown() {
		return name
	}
	var inside map[string]attr.Value
	switch value := value.(type) {
	case types.Object:
		inside = value.Attributes()
	case types.Map:
		inside = value.Elements()
	case types.List:
		for _, element := range value.Elements() {
			if element.IsUnknown() {
				return name
			}
		}
	}
	first := ""
	for key, element := range inside {
		if found := firstUnknown(name+"."+key, element); found != "" && (first == "" || found < first) {
			first = found
		}
	}
	return first
}

// alone reports whether nothing but the command is set.
func (m erlangModel) alone() bool {
	return m.Cookie.IsNull() && m.CookieFile.IsNull() && m.Addresses.IsNull() && m.EpmdPort.IsNull() && m.TLS.IsNull() && m.SSH.IsNull()
}

// agentSocket is the agent's, where it is wanted.
func (m sshModel) agentSocket() string {
	wanted := m.Agent.ValueBool() || m.Agent.IsNull() && m.PrivateKey.IsNull() && m.PrivateKeyFile.IsNull()
	if !wanted {
		return ""
	}
	return os.Getenv("SSH_AUTH_SOCK")
}

// knownHosts are the files that may hold the jump host's key.
func (m sshModel) knownHosts() []string {
	if !m.KnownHostsFile.IsNull() {
		return []string{m.KnownHostsFile.ValueString()}
	}
	home, err := os.UserHomeDir()
	if !m.HostKey.IsNull() || err != nil {
		return nil
	}
	return []string{filepath.Join(home, ".ssh", "known_hosts")}
}
