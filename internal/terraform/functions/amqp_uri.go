package functions

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type amqpURI struct{}

func newAMQPURI() function.Function { return amqpURI{} }

func (amqpURI) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "amqp_uri"
}

func (amqpURI) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Writes an AMQP URI",
		MarkdownDescription: "Builds an AMQP URI from its parts, each percent-encoded as RabbitMQ's " +
			"[URI specification](https://www.rabbitmq.com/docs/uri-spec) wants it: for clients, shovels and federation links. The " +
			"virtual host `/` becomes `%2F`; without `vhost` the URI names none, which differs from `vhost = \"\"`.\n\n" +
			"The result is sensitive if a part is, so give the password as a sensitive variable.",
		Parameters: []function.Parameter{function.DynamicParameter{
			Name: "parts",
			MarkdownDescription: "An object with any of these attributes, each of which may be null:\n" +
				"  - `scheme`: `amqp` (the default), or `amqps` for TLS.\n" +
				"  - `host`: name or address; IPv6 without brackets. Without a host a shovel or federation link uses the broker that it runs on.\n" +
				"  - `port`: 1 to 65535. Without it clients use 5672, or 5671 with TLS.\n" +
				"  - `username` and `password`.\n" +
				"  - `vhost`: name of the virtual host.\n" +
				"  - `query`: an object of parameters such as `heartbeat`, `verify`, `cacertfile`, `connection_timeout`; each a string, " +
				"a number, a bool, or a list of them for a parameter that is there several times (`auth_mechanism`). They come out sorted by name.",
		}},
		Return: function.StringReturn{},
	}
}

func (amqpURI) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var parts types.Dynamic
	if resp.Error = req.Arguments.Get(ctx, &parts); resp.Error != nil {
		return
	}
	uri, err := readParts(parts.UnderlyingValue())
	switch {
	case errors.Is(err, errUnknown):
		resp.Error = resp.Result.Set(ctx, types.StringUnknown())
	case err != nil:
		resp.Error = function.NewArgumentFuncError(0, err.Error())
	default:
		resp.Error = resp.Result.Set(ctx, uri.String())
	}
}
