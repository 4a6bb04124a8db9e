// Command floor serves a provider that has the real one's schemas and does nothing: what it costs is what Terraform's
// libraries cost, and no provider with these schemas can cost less. The benchmark holds the real one against it.
//
// It knows the real provider's list of resources and how that is served; no method of a resource but those that describe
// it is ever called.
package main

import (
	"log"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

func main() {
	if err := provider.ServeProvider(noProvider{provider.New("floor")()}, false); err != nil {
		log.Fatal(err)
	}
}
