package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/amqpuri"
)

type parseAMQPURI struct{}

func newParseAMQPURI() function.Function { return parseAMQPURI{} }

func (parseAMQPURI) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_amqp_uri"
}

// parts is what parse_amqp_uri returns. A nil pointer is null.
type parts struct {
	Scheme   string              `tfsdk:"scheme"`
	Host     *string             `tfsdk:"host"`
	Port     *int64              `tfsdk:"port"`
	Username *string             `tfsdk:"username"`
	Password *string             `tfsdk:"password"`
	Vhost    *string             `tfsdk:"vhost"`
	Query    map[string][]string `tfsdk:"query"`
}

func (parseAMQPURI) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Takes an AMQP URI apart",
		MarkdownDescription: "Takes an AMQP URI apart: the inverse of `amqp_uri`, which takes its result unchanged. It returns an object " +
			"with `scheme`, `host`, `port`, `username`, `password`, `vhost` and `query`, all decoded. What the URI does not say is null: " +
			"`amqp://host` names no virtual host, `amqp://host/` the one with the empty name, `amqp://host/%2F` the virtual host `/`. " +
			"`query` is a map of lists, since a parameter may be there several times.\n\n" +
			"What a broker would misread is an error, such as a `:` or `@` in a password that is not percent-encoded. No error contains a part of the URI. If the URI is sensitive, so is everything in the result.",
		Parameters: []function.Parameter{function.StringParameter{
			Name:                "uri",
			MarkdownDescription: "The URI, such as `amqps://app:secret@rabbit1:5671/%2F?heartbeat=30`.",
		}},
		Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
			"scheme":   types.StringType,
			"host":     types.StringType,
			"port":     types.Int64Type,
			"username": types.StringType,
			"password": types.StringType,
			"vhost":    types.StringType,
			"query":    types.MapType{ElemType: types.ListType{ElemType: types.StringType}},
		}},
	}
}

func (parseAMQPURI) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string
	if resp.Error = req.Arguments.Get(ctx, &text); resp.Error != nil {
		return
	}
	uri, err := amqpuri.Parse(text)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, "This is no AMQP URI: "+err.Error())
		return
	}
	out := parts{
		Scheme: uri.Scheme, Port: uri.Port, Username: uri.Username, Password: uri.Password, Vhost: uri.Vhost,
		Query: map[string][]string{},
	}
	if uri.Host != "" {
		out.Host = &uri.Host
	}
	for name, values := range uri.Query {
		out.Query[name] = values
	}
	resp.Error = resp.Result.Set(ctx, out)
}
