package provider

import (
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// address is what users write as the provider's source, with the registry's name.
const address = "registry.terraform.io/rabbitmqha/rabbitmqha"

// Serve serves the given release of the provider to Terraform until Terraform ends it. With debug it prints how Terraform
// attaches to this process, and ends with an interrupt.
func Serve(version string, debug bool) error { return ServeProvider(New(version)(), debug) }

// ServeProvider is Serve for another implementation under the same address, which a benchmark holds the real one against.
//
// What the libraries do by default costs more CPU and memory than the provider itself, so that the process is tuned
// first: see silenceLogs, withSmallContexts and tuneGC. BenchmarkServe measures each of the three.
func ServeProvider(served provider.Provider, debug bool) error {
	tuneGC(os.LookupEnv)
	server := withEmptyTexts(providerserver.NewProtocol6(served))
	if !logWanted(os.Environ()) {
		if err := silenceLogs(); err != nil {
			return fmt.Errorf("serve the provider: %w", err)
		}
		server = withSmallContexts(server)
	}
	var options []tf6server.ServeOpt
	if debug {
		options = append(options, tf6server.WithManagedDebug())
	} else {
		server = withParent(withStopping(server))
	}
	return tf6server.Serve(address, server, options...)
}
