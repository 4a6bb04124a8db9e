package tfkit

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// maxName is the longest name in bytes that AMQP 0-9-1 can carry (a short string).
const maxName = 255

// IDAttribute is the id of an object. It is unknown while the object is to be created or replaced, so that what refers
// to it is planned again with it.
func IDAttribute(form string) schema.StringAttribute {
	return schema.StringAttribute{
		Computed:            true,
		MarkdownDescription: "`" + form + "`, each part percent-encoded.",
		PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

// VhostAttribute names the virtual host that an object lives in.
func VhostAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		Optional:            true,
		Computed:            true,
		Default:             stringdefault.StaticString("/"),
		MarkdownDescription: "Virtual host. Default `/`. A change replaces the object.",
		Validators:          []validator.String{ObjectName()},
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
	}
}

// NameAttribute names an object within its virtual host.
func NameAttribute(description string) schema.StringAttribute {
	return schema.StringAttribute{
		Required:            true,
		MarkdownDescription: description + " 1 to 255 bytes; any characters. A change replaces the object.",
		Validators:          []validator.String{ObjectName()},
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
	}
}

// ObjectName accepts what a broker accepts as a name, but for the two that no object can be addressed by: the path of a
// request would lead elsewhere.
func ObjectName() validator.String {
	return stringvalidator.All(stringvalidator.LengthBetween(1, maxName), stringvalidator.NoneOf(".", ".."))
}

// StringOrNull is null for the empty text, where the broker uses that for "not set".
func StringOrNull(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}
