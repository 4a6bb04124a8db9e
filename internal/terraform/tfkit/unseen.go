package tfkit

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// warnOfUnseenChanges says which texts change between null and empty, for which Terraform prints no line: the plan would say
// that an object is updated, and not why. To the broker they differ: dead_letter_exchange = "" is the default exchange, and
// without it nothing is dead-lettered. Generated configuration has null for an empty text, and the community provider did not
// send one.
func warnOfUnseenChanges(state, plan tftypes.Value, diags *diag.Diagnostics) {
	if state.IsNull() || plan.IsNull() {
		return
	}
	changes, err := plan.Diff(state)
	if err != nil {
		// They are values of one schema, so that there is always a difference to be had.
		return
	}
	for _, change := range changes {
		at, ok := attributePath(change.Path)
		if !ok || change.Value1 == nil || change.Value2 == nil {
			continue
		}
		switch planned, before := *change.Value1, *change.Value2; {
		case isEmptyText(planned) && before.IsNull():
			diags.AddAttributeWarning(at, fmt.Sprintf("%s changes from nothing to \"\"", at), fmt.Sprintf("The broker has no value here, and the "+
				"configuration says \"\", which is another thing to it. Terraform prints no line for this change, but the next apply writes "+
				"it.\n\nLeave %s out to keep what the broker has.", lastName(at)))
		case planned.IsNull() && isEmptyText(before):
			diags.AddAttributeWarning(at, fmt.Sprintf("%s changes from \"\" to nothing", at), fmt.Sprintf("The broker has the empty text here, and "+
				"the configuration leaves it out, which is another thing to it. Terraform prints no line for this change, but the next apply "+
				"takes it away.\n\nWrite this to keep what the broker has:\n\n  %s = \"\"", lastName(at)))
		}
	}
}

func isEmptyText(value tftypes.Value) bool {
	if !value.Type().Is(tftypes.String) || value.IsNull() || !value.IsKnown() {
		return false
	}
	var text string
	return value.As(&text) == nil && text == ""
}

// attributePath is the path of an attribute, at the root or within blocks; elements of lists and sets have no such path.
func attributePath(from *tftypes.AttributePath) (path.Path, bool) {
	at := path.Empty()
	for _, step := range from.Steps() {
		name, ok := step.(tftypes.AttributeName)
		if !ok {
			return at, false
		}
		at = at.AtName(string(name))
	}
	return at, len(from.Steps()) > 0
}

func lastName(at path.Path) string {
	text := at.String()
	return text[strings.LastIndex(text, ".")+1:]
}
