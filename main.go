// Command terraform-provider-rabbitmqha serves the provider to Terraform (plugin protocol 6).
package main

import (
	"context"
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// Set by the release build.
var (
	version = "dev"
	commit  = "none"
)

func main() {
	debug := flag.Bool("debug", false, "wait for a debugger and print how Terraform attaches to this process")
	show := flag.Bool("version", false, "print the version and end")
	flag.Parse()
	if *show {
		log.SetFlags(0)
		log.Printf("terraform-provider-rabbitmqha %s (%s)", version, commit)
		return
	}
	err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address: "registry.terraform.io/rabbitmqha/rabbitmqha",
		Debug:   *debug,
	})
	if err != nil {
		log.Fatal(err)
	}
}
