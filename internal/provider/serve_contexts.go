package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// fullServer is all that the framework's server can do. What not every server does is found by type assertion, so that
// whatever stands in front of one must do all of it.
type fullServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// smallContexts stands in front of the framework's server, which keeps the context of every call until Terraform stops
// the provider. Those contexts hold loggers and their fields: some kilobytes for each call, thousands of calls a plan.
// The calls that are made for each object get a context that holds nothing in place of their own. It ends with the call,
// with its own context, and, through the framework, with StopProvider.
//
// A context that holds nothing has no loggers either, so this is for a provider that nobody wants a log of. There it
// also makes log lines as good as free: without a logger they are dropped before anything is put together.
type smallContexts struct{ fullServer }

// withSmallContexts puts smallContexts in front of what the constructor makes. A server that does less than the
// framework's, which a test would show, is left alone.
func withSmallContexts(server func() tfprotov6.ProviderServer) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		plain := server()
		if full, ok := plain.(fullServer); ok {
			return smallContexts{full}
		}
		return plain
	}
}

// answer makes one call under a small context.
func answer[Request, Response any](ctx context.Context, call func(context.Context, Request) (Response, error), req Request) (Response, error) {
	small, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	return call(small, req)
}

func (s smallContexts) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return answer(ctx, s.fullServer.ValidateResourceConfig, req)
}

func (s smallContexts) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return answer(ctx, s.fullServer.UpgradeResourceState, req)
}

func (s smallContexts) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	return answer(ctx, s.fullServer.UpgradeResourceIdentity, req)
}

func (s smallContexts) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return answer(ctx, s.fullServer.ReadResource, req)
}

func (s smallContexts) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return answer(ctx, s.fullServer.PlanResourceChange, req)
}

func (s smallContexts) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return answer(ctx, s.fullServer.ApplyResourceChange, req)
}

func (s smallContexts) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return answer(ctx, s.fullServer.ImportResourceState, req)
}

func (s smallContexts) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return answer(ctx, s.fullServer.ValidateDataResourceConfig, req)
}

func (s smallContexts) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return answer(ctx, s.fullServer.ReadDataSource, req)
}
