package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// vhostAttribute is what an attribute of list blocks is called; the other is patternAttribute.
const vhostAttribute = "vhost"

// ListResourceConfigSchema implements list.ListResource.
func (l *ListResource[Object]) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	attributes := map[string]schema.Attribute{
		patternAttribute: schema.StringAttribute{
			Optional: true,
			MarkdownDescription: l.listing.Pattern + ", as the `pattern` of a policy and as the function `policy_matches` takes it. " +
				"Default: all names.",
		},
	}
	if !l.listing.Anywhere {
		attributes[vhostAttribute] = schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "Virtual host. Default: all that the provider's user may see.",
			Validators:          []validator.String{ObjectName()},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: l.listing.About + "\n\nFor `terraform query`, which needs Terraform 1.14; OpenTofu has no lists. Terraform stops " +
			"after 100 objects, unless the block has a `limit` of its own (`limit = 10000`, beside `provider`); a warning says where there are " +
			"more.", Attributes: attributes,
	}
}

// ValidateListResourceConfig implements list.ListResourceWithValidateConfig.
func (l *ListResource[Object]) ValidateListResourceConfig(ctx context.Context, req list.ValidateConfigRequest, resp *list.ValidateConfigResponse) {
	listPattern(ctx, req.Config, &resp.Diagnostics)
}

// listPattern is the pattern of a list block; nil where there is none, or it is not known yet.
func listPattern(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) *topology.Pattern {
	var text types.String
	diags.Append(config.GetAttribute(ctx, path.Root(patternAttribute), &text)...)
	if !IsSet(text) {
		return nil
	}
	pattern, err := topology.NewPattern(text.ValueString())
	if err != nil {
		AddPatternError(diags, err)
	}
	return pattern
}

// matchesAny reports whether one of the names matches; without a pattern all do.
func matchesAny(pattern *topology.Pattern, names []string) (bool, error) {
	if pattern == nil {
		return true, nil
	}
	for _, name := range names {
		if matches, err := pattern.Matches(name); matches || err != nil {
			return matches, err
		}
	}
	return false, nil
}
