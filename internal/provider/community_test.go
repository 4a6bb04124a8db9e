package provider_test

import (
	"context"
	"net/url"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// communityStub stands for the community provider: it has the types and schemas of its release 1.10.1, and asks no broker.
type communityStub struct{ deleted atomic.Int64 }

func (p *communityStub) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "rabbitmq"
}

func (p *communityStub) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (p *communityStub) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (p *communityStub) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (p *communityStub) Resources(context.Context) []func() resource.Resource {
	var out []func() resource.Resource
	for typeName, described := range communitySchemas() {
		out = append(out, func() resource.Resource { return &communityResource{typeName, described, &p.deleted} })
	}
	return out
}

// communitySchemas leave out what the tests do not write.
func communitySchemas() map[string]schema.Schema {
	text, flag, number := schema.StringAttribute{Optional: true}, schema.BoolAttribute{Optional: true}, schema.Int64Attribute{Optional: true}
	off := schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(false)}
	texts := schema.MapAttribute{Optional: true, ElementType: types.StringType}
	attributes := func(names ...string) map[string]schema.Attribute {
		out := map[string]schema.Attribute{"id": schema.StringAttribute{Computed: true}}
		for _, name := range names {
			out[name] = text
		}
		return out
	}
	block := func(name string, attributes map[string]schema.Attribute) map[string]schema.Block {
		return map[string]schema.Block{name: schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: attributes}}}
	}
	vhost := attributes("name", "description", "default_queue_type", "max_connections", "max_queues")
	vhost["tracing"] = flag
	user := attributes("name")
	user["password"] = schema.StringAttribute{Optional: true, Sensitive: true}
	user["tags"] = schema.ListAttribute{Optional: true, ElementType: types.StringType}
	binding := attributes("source", "vhost", "destination", "destination_type", "routing_key", "arguments_json")
	binding["arguments"], binding["properties_key"] = texts, schema.StringAttribute{Computed: true}
	policy := schema.Schema{Attributes: attributes("name", "vhost"), Blocks: block("policy", map[string]schema.Attribute{
		"pattern": text, "priority": number, "apply_to": text, "definition": texts,
	})}
	patterns := map[string]schema.Attribute{"configure": text, "write": text, "read": text}
	return map[string]schema.Schema{
		"vhost": {Attributes: vhost}, "user": {Attributes: user}, "binding": {Attributes: binding}, "policy": policy, "operator_policy": policy,
		"queue": {Attributes: attributes("name", "vhost"), Blocks: block("settings", map[string]schema.Attribute{
			"durable": off, "auto_delete": off, "arguments": texts, "arguments_json": text,
		})},
		"exchange": {Attributes: attributes("name", "vhost"), Blocks: block("settings", map[string]schema.Attribute{
			"type": text, "durable": off, "auto_delete": off, "arguments": texts,
		})},
		"permissions": {Attributes: attributes("user", "vhost"), Blocks: block("permissions", patterns)},
		"topic_permissions": {Attributes: attributes("user", "vhost"), Blocks: block("permissions", map[string]schema.Attribute{
			"exchange": text, "write": text, "read": text,
		})},
		"federation_upstream": {Attributes: attributes("name", "vhost"), Blocks: block("definition", map[string]schema.Attribute{
			"uri": text, "prefetch_count": number, "reconnect_delay": number, "ack_mode": text, "trust_user_id": flag, "exchange": text,
			"max_hops": number, "expires": number, "message_ttl": number, "queue": text,
		})},
		"shovel": {Version: 1, Attributes: attributes("name", "vhost"), Blocks: block("info", map[string]schema.Attribute{
			"ack_mode": text, "source_uri": text, "source_protocol": text, "source_queue": text, "source_prefetch_count": number,
			"destination_uri": text, "destination_protocol": text, "destination_queue": text, "reconnect_delay": number,
		})},
	}
}

// communityResource keeps what is planned.
type communityResource struct {
	typeName  string
	described schema.Schema
	deleted   *atomic.Int64
}

func (r *communityResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + r.typeName
}

func (r *communityResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = r.described
}

func (r *communityResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), "any")...)
	if r.typeName == "binding" {
		var key types.String
		resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root("routing_key"), &key)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("properties_key"), url.PathEscape(key.ValueString()))...)
	}
}

func (r *communityResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (r *communityResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (r *communityResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
	r.deleted.Add(1)
}
