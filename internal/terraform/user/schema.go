package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A user of RabbitMQ's internal database. `rabbitmqha_permissions` says what it may do in a virtual host, `rabbitmqha_user_limits` how many connections it may open.\n\n" +
			"Set the password with `password_wo`, which is never stored in the state, or with `password_hash`. With neither, the user is made without a " +
			"password: it can log in only by other means, such as a client certificate. A password that somebody else has set is left alone; `password_hash = \"\"` removes it.\n\n" +
			"A change of tags leaves the password unchanged. The user that the provider itself logs in as is never deleted.\n\n" +
			"The provider's user needs the tag `administrator`.",
		Attributes: map[string]schema.Attribute{
			"id":   tfkit.IDAttribute("name"),
			"name": tfkit.NameAttribute("Name of the user."),
			"tags": schema.SetAttribute{
				Optional:    true,
				Computed:    true,
				ElementType: types.StringType,
				Default:     setdefault.StaticValue(types.SetValueMust(types.StringType, []attr.Value{})),
				MarkdownDescription: "Tags: `management`, `policymaker`, `monitoring` and `administrator` say what the user may do in the " +
					"management interface and API; others have a meaning for plugins and people only. ASCII, no commas. Default: none; the next plan removes a tag that somebody else has added.",
				Validators: []validator.Set{setvalidator.ValueStringsAre(stringvalidator.LengthAtMost(maxTag), stringvalidator.RegexMatches(
					tagForm, "RabbitMQ keeps only tags of ASCII characters without commas, and without spaces around them"))},
			},
			"password_wo": schema.StringAttribute{
				Optional:  true,
				WriteOnly: true,
				Sensitive: true,
				MarkdownDescription: "Password, not empty. It is never stored in the state. Each plan compares it with the salted hash that the broker has, and the next apply sets it where they differ; see `verify_password`. " +
					"A value that becomes known only while applying is not compared.",
				Validators: []validator.String{
					stringvalidator.LengthAtLeast(1), stringvalidator.ConflictsWith(path.MatchRoot("password_hash"))},
			},
			"password_wo_version": schema.Int64Attribute{
				Optional: true,
				MarkdownDescription: "Any number; change it to set `password_wo` again. It is needed where the plan cannot see that the " +
					"password has changed: with `verify_password = false`, and with one that becomes known only while applying.",
				Validators: []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("password_wo"))},
			},
			"verify_password": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(true),
				MarkdownDescription: "Whether each plan compares `password_wo` with the salted hash that the broker has. Default `true`. Set it to `false` where `password_wo` differs in each run, as from an `ephemeral \"random_password\"`: then " +
					"`password_wo_version` alone decides. Nothing is compared where the broker has a hashing module of its own.",
			},
			"password_hash": schema.StringAttribute{
				Optional:  true,
				Sensitive: true,
				MarkdownDescription: "Salted hash of the password in base64, as in an export of definitions or from " +
					"`rabbitmqctl hash_password`; `\"\"` for no password. It is kept in the state; a hash that somebody else has set " +
					"replaces it there until the next apply.",
			},
			"hashing_algorithm": schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "How `password_hash` was made: `rabbit_password_hashing_sha256` (the default), " +
					"`rabbit_password_hashing_sha512` or `rabbit_password_hashing_md5`. Without `password_hash` it is what the broker " +
					"has used, which may be a module of its own.",
				Validators:    []validator.String{stringvalidator.LengthAtLeast(1)},
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"last_password_update": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "When Terraform last set password or hash (RFC 3339, UTC); null if it never did. A plan that shows it as " +
					"\"known after apply\" is one that will set the password.",
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}
