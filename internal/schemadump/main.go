// Command schemadump writes the provider's schema to standard output, in the
// shape of "terraform providers schema -json", as input for tfplugindocs.
//
// It exists because Terraform only reports the kinds it knows itself: the
// oldest release this provider supports leaves out resource identity, list
// resources and actions, and the documentation generator then deletes their
// pages. Here the provider is asked directly, in process, so the documentation
// comes out the same whatever Terraform is installed, or with none at all.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

func main() {
	server := providerserver.NewProtocol6(provider.New("dev")())()
	if err := write(context.Background(), os.Stdout, server); err != nil {
		fmt.Fprintln(os.Stderr, "schemadump:", err)
		os.Exit(1)
	}
}

// write asks the server for its schema and encodes it as one JSON document.
func write(ctx context.Context, w io.Writer, server tfprotov6.ProviderServer) error {
	doc, err := dump(ctx, server)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(doc)
}
