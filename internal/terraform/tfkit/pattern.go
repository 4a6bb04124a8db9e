package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// patternAttribute is what an attribute with a regular expression for names is called, everywhere.
const patternAttribute = "pattern"

const badPattern = "The pattern cannot be used"

// NamePattern accepts regular expressions by which names are chosen: those that topology.NewPattern reads.
func NamePattern() validator.String { return namePattern{} }

type namePattern struct{}

// Description implements validator.Describer.
func (namePattern) Description(context.Context) string {
	return "regular expression as the function policy_matches takes it"
}

// MarkdownDescription implements validator.Describer.
func (n namePattern) MarkdownDescription(ctx context.Context) string { return n.Description(ctx) }

// ValidateString implements validator.String.
func (namePattern) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !IsSet(req.ConfigValue) {
		return
	}
	if _, err := topology.NewPattern(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, badPattern, err.Error())
	}
}

// AddPatternError says that a pattern cannot be used, or only by a broker: some names tell only when they are matched.
func AddPatternError(diags *diag.Diagnostics, err error) {
	diags.AddAttributeError(path.Root(patternAttribute), badPattern, err.Error())
}
