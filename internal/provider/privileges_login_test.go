package provider_test

import (
	"errors"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// actor is a provider that is configured with one user, as Terraform speaks to it.
type actor struct {
	tfprotov6.ProviderServer
	schemas    *tfprotov6.GetProviderSchemaResponse
	identities *tfprotov6.GetResourceIdentitySchemasResponse
}

// logIn configures a provider of its own by a provider block. What it offers is asked for unless another has been told.
func logIn(t *testing.T, told *actor, block map[string]any) *actor {
	t.Helper()
	server, err := acctest.Providers[provider.TypeName]()
	if err != nil {
		t.Fatal(err)
	}
	a := &actor{ProviderServer: server}
	if told != nil {
		a.schemas, a.identities = told.schemas, told.identities
	} else {
		var errs [2]error
		a.schemas, errs[0] = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
		a.identities, errs[1] = server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
		if err := errors.Join(errs[:]...); err != nil {
			t.Fatal(err)
		}
	}
	answer, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: encoded(t, a.schemas.Provider, block)})
	if err != nil || len(answer.Diagnostics) > 0 {
		t.Fatal(err, answer.Diagnostics)
	}
	return a
}

// block is the provider block of a user; without one, that of a provider without endpoints. There is one endpoint, so that
// nothing has to travel between nodes.
func block(l *lab.Lab, username, password string, withCookie bool) map[string]any {
	out := map[string]any{}
	if username != "" {
		out["endpoints"], out["username"], out["password"] = []any{l.Endpoints()[0]}, username, password
	}
	if withCookie {
		out["erlang"] = map[string]any{"cookie": l.Cookie, "epmd_port": l.Nodes[0].EpmdPort}
	}
	return out
}
