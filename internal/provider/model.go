package provider

import (
	"os"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// model is the provider block.
type model struct {
	Endpoints        types.List   `tfsdk:"endpoints"`
	Username         types.String `tfsdk:"username"`
	Password         types.String `tfsdk:"password"`
	ConnectTimeout   types.String `tfsdk:"connect_timeout"`
	Timeout          types.String `tfsdk:"timeout"`
	OperationTimeout types.String `tfsdk:"operation_timeout"`
	MaxRetries       types.Int64  `tfsdk:"max_retries"`
	WaitForReady     types.String `tfsdk:"wait_for_ready"`
	AdoptExisting    types.Bool   `tfsdk:"adopt_existing"`
	TLS              types.Object `tfsdk:"tls"`
	Erlang           types.Object `tfsdk:"erlang"`
}

type tlsModel struct {
	CAPEM      types.String `tfsdk:"ca_pem"`
	CAFile     types.String `tfsdk:"ca_file"`
	CertPEM    types.String `tfsdk:"cert_pem"`
	KeyPEM     types.String `tfsdk:"key_pem"`
	ServerName types.String `tfsdk:"server_name"`
	Insecure   types.Bool   `tfsdk:"insecure"`
}

// unknown names the first attribute whose value another resource has yet to make; empty if there is none.
func (m model) unknown(tls tlsModel) string {
	for _, each := range []struct {
		name  string
		value attr.Value
	}{
		{"endpoints", m.Endpoints}, {"username", m.Username}, {"password", m.Password},
		{"connect_timeout", m.ConnectTimeout}, {"timeout", m.Timeout}, {"operation_timeout", m.OperationTimeout},
		{"max_retries", m.MaxRetries}, {"wait_for_ready", m.WaitForReady},
		{"adopt_existing", m.AdoptExisting},
		{"tls", m.TLS}, {"tls.ca_pem", tls.CAPEM}, {"tls.ca_file", tls.CAFile}, {"tls.cert_pem", tls.CertPEM},
		{"tls.key_pem", tls.KeyPEM}, {"tls.server_name", tls.ServerName}, {"tls.insecure", tls.Insecure},
	} {
		if each.value.IsUnknown() {
			return each.name
		}
	}
	for _, endpoint := range m.Endpoints.Elements() {
		if endpoint.IsUnknown() {
			return "endpoints"
		}
	}
	return ""
}

// endpoints come from the block, else from the environment.
func (m model) endpoints() []string {
	out := texts(m.Endpoints)
	if m.Endpoints.IsNull() {
		for text := range strings.SplitSeq(os.Getenv("RABBITMQ_ENDPOINTS"), ",") {
			if text = strings.TrimSpace(text); text != "" {
				out = append(out, text)
			}
		}
	}
	return out
}

// texts are the elements of a list of strings.
func texts(list types.List) []string {
	var out []string
	for _, element := range list.Elements() {
		if text, ok := element.(types.String); ok {
			out = append(out, text.ValueString())
		}
	}
	return out
}

// orEnvironment returns the attribute where it is set, else the environment variable.
func orEnvironment(value types.String, variable string) string {
	if value.IsNull() {
		return os.Getenv(variable)
	}
	return value.ValueString()
}

// orEnvironmentBool is orEnvironment for true and false.
func orEnvironmentBool(value types.Bool, variable string) (bool, error) {
	text := os.Getenv(variable)
	if !value.IsNull() || text == "" {
		return value.ValueBool(), nil
	}
	return strconv.ParseBool(text)
}
