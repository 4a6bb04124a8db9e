package tfkit

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// ComputedString is an attribute of a data source that the broker fills.
func ComputedString(description string) schema.Attribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

// ComputedInt64 is ComputedString for whole numbers.
func ComputedInt64(description string) schema.Attribute {
	return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
}

// ComputedFloat64 is ComputedString for numbers with a fraction.
func ComputedFloat64(description string) schema.Attribute {
	return schema.Float64Attribute{Computed: true, MarkdownDescription: description}
}

// ComputedBool is ComputedString for what is true or false.
func ComputedBool(description string) schema.Attribute {
	return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
}

// ComputedStrings is ComputedString for a list of texts.
func ComputedStrings(description string) schema.Attribute {
	return schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

// ComputedObjects is a list of objects with attributes of their own.
func ComputedObjects(description string, attributes map[string]schema.Attribute) schema.Attribute {
	return schema.ListNestedAttribute{
		Computed: true, MarkdownDescription: description, NestedObject: schema.NestedAttributeObject{Attributes: attributes},
	}
}

// SearchedVhost names the virtual host in which a data source looks. VhostOf reads it.
func SearchedVhost() schema.Attribute {
	return schema.StringAttribute{
		Optional: true, Computed: true, MarkdownDescription: "Virtual host. Default `/`.", Validators: []validator.String{ObjectName()},
	}
}

// VhostOf is the virtual host that a user named, or the default one.
func VhostOf(value types.String) string {
	if value.IsNull() {
		return "/"
	}
	return value.ValueString()
}

// JSONOf writes what the broker told as JSON; nil, which is null, for what it did not tell.
func JSONOf(object map[string]any) *string {
	if object == nil {
		return nil
	}
	text, err := json.Marshal(object)
	if err != nil {
		// What was decoded from JSON can be encoded as JSON.
		return nil
	}
	out := string(text)
	return &out
}

// AddLookupError reports that a data source did not get one object, such as `queue "q" in the virtual host "/"`.
func AddLookupError(diags *diag.Diagnostics, object string, err error) {
	summary := "Could not read the " + object
	if errors.Is(err, httpapi.ErrNotFound) {
		summary = "There is no " + object
	}
	AddError(diags, summary, err)
}

// AddListError reports that a data source did not get the objects of one kind, such as "queues", in a virtual host, or in
// all if it is empty.
func AddListError(diags *diag.Diagnostics, kind, vhost string, err error) {
	switch {
	case vhost == "":
		AddError(diags, fmt.Sprintf("Could not read the %s of all virtual hosts", kind), err)
	case errors.Is(err, httpapi.ErrNotFound):
		AddError(diags, fmt.Sprintf("There is no virtual host %q", vhost), err)
	default:
		AddError(diags, fmt.Sprintf("Could not read the %s of the virtual host %q", kind, vhost), err)
	}
}
