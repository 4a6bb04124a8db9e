// Command terraform-provider-rabbitmqha serves the provider to Terraform (plugin protocol 6).
package main

import (
	"flag"
	"log"

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
	if err := provider.Serve(version, *debug); err != nil {
		log.Fatal(err)
	}
}
