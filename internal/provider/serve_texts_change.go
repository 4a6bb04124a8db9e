package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// unseen is what to say of a difference that Terraform's plan does not show; nil of all others.
func unseen(difference tftypes.ValueDiff) *tfprotov6.Diagnostic {
	before, after := difference.Value1, difference.Value2
	if before == nil || after == nil {
		return nil
	}
	name := lastName(difference.Path)
	switch {
	case isEmptyText(*before) && after.IsNull():
		return &tfprotov6.Diagnostic{
			Severity: tfprotov6.DiagnosticSeverityWarning, Attribute: difference.Path,
			Summary: fmt.Sprintf("%s = \"\" will be removed", name),
			Detail: fmt.Sprintf("The object has an empty text for %[1]s, and the configuration has nothing, which means something else to RabbitMQ. "+
				"Terraform's plan does not show the difference, and a configuration that Terraform generates has null for both. To keep it, write\n\n"+
				"  %[1]s = \"\"", name),
		}
	case before.IsNull() && isEmptyText(*after):
		return &tfprotov6.Diagnostic{
			Severity: tfprotov6.DiagnosticSeverityWarning, Attribute: difference.Path,
			Summary: fmt.Sprintf("%s = \"\" will be set", name),
			Detail: fmt.Sprintf("The configuration has an empty text for %[1]s, and the object has nothing, which means something else to RabbitMQ. "+
				"Terraform's plan does not show the difference. If it is not meant, remove the line or write\n\n  %[1]s = null", name),
		}
	}
	return nil
}

// isEmptyText reports whether a value is a text without a character.
func isEmptyText(value tftypes.Value) bool {
	var text string
	return value.Type().Is(tftypes.String) && value.IsKnown() && !value.IsNull() && value.As(&text) == nil && text == ""
}

// lastName is the name of the attribute that a path leads to, or leads through last.
func lastName(path *tftypes.AttributePath) string {
	steps := path.Steps()
	for i := len(steps) - 1; i >= 0; i-- {
		if name, ok := steps[i].(tftypes.AttributeName); ok {
			return string(name)
		}
	}
	return ""
}

// writable reports whether a configuration may set the attribute that a path leads to.
func writable(block *tfprotov6.SchemaBlock, steps []tftypes.AttributePathStep) bool {
	for i, step := range steps {
		name, ok := step.(tftypes.AttributeName)
		if !ok {
			continue
		}
		for _, attribute := range block.Attributes {
			if attribute.Name == string(name) {
				return attribute.Required || attribute.Optional
			}
		}
		for _, nested := range block.BlockTypes {
			if nested.TypeName == string(name) {
				return writable(nested.Block, steps[i+1:])
			}
		}
	}
	return false
}
