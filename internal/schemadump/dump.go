package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// dump makes the two calls that together describe everything a provider has
// on offer, and arranges the answers as one document.
func dump(ctx context.Context, server tfprotov6.ProviderServer) (*document, error) {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("reading the provider schema: %w", err)
	}
	if err := asError(schemas.Diagnostics); err != nil {
		return nil, fmt.Errorf("reading the provider schema: %w", err)
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return nil, fmt.Errorf("reading the resource identity schemas: %w", err)
	}
	if err := asError(identities.Diagnostics); err != nil {
		return nil, fmt.Errorf("reading the resource identity schemas: %w", err)
	}
	return &document{
		FormatVersion: "1.0",
		// The generator looks for a provider's bare name or for HashiCorp's own namespace, never for the full address of
		// anybody else's provider.
		ProviderSchemas: map[string]*providerJSON{provider.TypeName: {
			Provider:                 newSchema(schemas.Provider),
			ResourceSchemas:          each(schemas.ResourceSchemas, newSchema),
			DataSourceSchemas:        each(schemas.DataSourceSchemas, newSchema),
			EphemeralResourceSchemas: each(schemas.EphemeralResourceSchemas, newSchema),
			ListResourceSchemas:      each(schemas.ListResourceSchemas, newSchema),
			Functions:                each(schemas.Functions, newFunction),
			ResourceIdentitySchemas:  each(identities.IdentitySchemas, newIdentity),
			ActionSchemas:            each(schemas.ActionSchemas, newAction),
		}},
	}, nil
}

// each converts every value of a map, keeping the keys.
func each[From, To any](in map[string]From, convert func(From) To) map[string]To {
	out := make(map[string]To, len(in))
	for key, value := range in {
		out[key] = convert(value)
	}
	return out
}

// asError joins the diagnostics of severity error; warnings do not spoil a
// schema.
func asError(diagnostics []*tfprotov6.Diagnostic) error {
	var errs []error
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityError {
			errs = append(errs, fmt.Errorf("%s: %s", diagnostic.Summary, diagnostic.Detail))
		}
	}
	return errors.Join(errs...)
}
