package provider

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Configure implements provider.Provider.
func (p *Provider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var block model
	var tls tlsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &block)...)
	if !block.TLS.IsNull() && !block.TLS.IsUnknown() {
		resp.Diagnostics.Append(block.TLS.As(ctx, &tls, basetypes.ObjectAsOptions{})...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	cluster := p.cluster(block, tls, &resp.Diagnostics)
	members := readErlang(ctx, block.Erlang, &resp.Diagnostics).members(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	cluster = cluster.WithMembers(members)
	resp.ResourceData = cluster
	resp.DataSourceData = cluster
	resp.ListResourceData = cluster
	resp.ActionData = cluster
}

// cluster makes the handle. A block that is not yet known, or names no broker, is no error here: not everything on
// offer needs a broker, and the plan of what does says so.
func (p *Provider) cluster(block model, tls tlsModel, diags *diag.Diagnostics) *tfkit.Cluster {
	if name := block.unknown(tls); name != "" {
		return tfkit.UnknownCluster(fmt.Sprintf("The provider's %q is not known until something else is created. Apply that first "+
			"(terraform apply -target), or give a value that is known.", name))
	}
	config := httpapi.Config{
		Endpoints: block.endpoints(),
		Username:  orEnvironment(block.Username, "RABBITMQ_USERNAME"),
		Password:  orEnvironment(block.Password, "RABBITMQ_PASSWORD"),
		UserAgent: "terraform-provider-rabbitmqha/" + p.version,
		Log: func(ctx context.Context, message string, fields map[string]any) {
			tflog.Debug(ctx, message, fields)
		},
		Progress: func(ctx context.Context, message string, fields map[string]any) {
			tflog.Info(ctx, message, fields)
		},
	}
	checkEndpoints(block, config.Endpoints, diags)
	configureTimeouts(&config, block, diags)
	configureTLS(&config, block, tls, diags)
	adopts, err := orEnvironmentBool(block.AdoptExisting, "RABBITMQ_ADOPT_EXISTING")
	if err != nil {
		diags.AddAttributeError(path.Root("adopt_existing"), "Invalid adopt_existing",
			fmt.Sprintf("The environment variable RABBITMQ_ADOPT_EXISTING is %q, which is neither true nor false.", os.Getenv("RABBITMQ_ADOPT_EXISTING")))
	}
	if diags.HasError() {
		return nil
	}
	if len(config.Endpoints) == 0 {
		return tfkit.NoCluster("No endpoint of the management API is given. Set \"endpoints\" in the provider block, or the " +
			"environment variable RABBITMQ_ENDPOINTS, such as http://rabbit1:15672,http://rabbit2:15672.")
	}
	client, err := management.New(config)
	if err != nil {
		diags.AddAttributeError(path.Root("endpoints"), "Invalid endpoint", err.Error())
		return nil
	}
	return tfkit.NewCluster(client).WithAdoption(adopts)
}

func checkEndpoints(block model, endpoints []string, diags *diag.Diagnostics) {
	for i, text := range endpoints {
		if _, err := httpapi.ParseEndpoint(text); err != nil {
			diags.AddAttributeError(path.Root("endpoints").AtListIndex(i), "Invalid endpoint", sentence(err)+block.fromEndpoints(i))
		}
	}
}

// configureTLS reads the TLS settings; they are an error where no endpoint would use them.
func configureTLS(config *httpapi.Config, block model, tls tlsModel, diags *diag.Diagnostics) {
	insecure, err := orEnvironmentBool(tls.Insecure, "RABBITMQ_INSECURE")
	if err != nil {
		diags.AddAttributeError(path.Root("tls").AtName("insecure"), "Invalid TLS setting",
			fmt.Sprintf("The environment variable RABBITMQ_INSECURE is %q, which is neither true nor false.", os.Getenv("RABBITMQ_INSECURE")))
	}
	settings := httpapi.TLS{
		CAPEM:      orEnvironment(tls.CAPEM, "RABBITMQ_CA_PEM"),
		CAFile:     orEnvironment(tls.CAFile, "RABBITMQ_CA_FILE"),
		CertPEM:    orEnvironment(tls.CertPEM, "RABBITMQ_CERT_PEM"),
		KeyPEM:     orEnvironment(tls.KeyPEM, "RABBITMQ_KEY_PEM"),
		ServerName: orEnvironment(tls.ServerName, "RABBITMQ_SERVER_NAME"),
		Insecure:   insecure,
	}
	if settings == (httpapi.TLS{}) {
		return
	}
	plain := slices.IndexFunc(config.Endpoints, func(text string) bool {
		endpoint, err := httpapi.ParseEndpoint(text)
		return err == nil && !endpoint.Secure()
	})
	if plain >= 0 {
		diags.AddAttributeError(path.Root("endpoints").AtListIndex(plain), "TLS settings for an endpoint without TLS",
			fmt.Sprintf("%q is reached without TLS, but TLS settings are given (%s). Write https:// (port 15671), or leave the "+
				"settings out.", config.Endpoints[plain], strings.Join(tls.given(), ", "))+block.fromEndpoints(plain))
	}
	config.TLS, err = settings.Config()
	var fault *httpapi.TLSError
	if errors.As(err, &fault) {
		diags.AddAttributeError(path.Root("tls").AtName(fault.Field), "Invalid TLS setting", sentence(fault.Err)+tls.from(fault.Field))
	}
}

// sentence makes an error text readable on its own.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
