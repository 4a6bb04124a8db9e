package user

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/password"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// ValidateConfig refuses a hash with which nobody could log in.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	switch {
	case resp.Diagnostics.HasError():
	case config.hashedByAModule():
		addModuleError(&resp.Diagnostics, config.HashingAlgorithm.ValueString())
	default:
		addHashError(&resp.Diagnostics, config)
	}
}

// addModuleError refuses a hash that cannot be checked: a broker takes any name as that of a module, and then lets nobody log in.
func addModuleError(diags *diag.Diagnostics, algorithm string) {
	diags.AddAttributeError(path.Root("hashing_algorithm"), "hashing_algorithm is not one of RabbitMQ's own",
		fmt.Sprintf("With password_hash, hashing_algorithm must be one of %s, not %q: whether a module of the broker's own has made a hash "+
			"cannot be checked, and with a wrong name nobody could log in. Without password_hash the user keeps the hash that it has.",
			strings.Join(password.Algorithms(), ", "), algorithm))
}

func addHashError(diags *diag.Diagnostics, m Model) {
	if err := m.checkHash(); err != nil {
		diags.AddAttributeError(path.Root("password_hash"), "password_hash is not the hash of a password", fmt.Sprintf("Read as %s, %s. "+
			"The broker would accept it and then let nobody log in.\n\nMake one with \"rabbitmqctl hash_password\", or say in "+
			"hashing_algorithm how this one was made.", m.algorithm(), err))
	}
}

// ModifyPlan decides whether the password is to be set: then last_password_update becomes unknown, which is what Update
// goes by. It also keeps the provider from locking itself out.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var config, plan, state Model
	r.CheckLogin(ctx, req, &resp.Diagnostics)
	resp.Diagnostics.Append(tfkit.Get(ctx, req.State, &state)...)
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	exists, destroyed := !req.State.Raw.IsNull(), req.Plan.Raw.IsNull()
	replaced := exists && !plan.Name.Equal(state.Name)
	switch {
	case destroyed, replaced:
		if r.isOwn(ctx, state) {
			addOwnError(&resp.Diagnostics, state.Name.ValueString())
		}
	case exists && state.administrates() && !plan.Tags.IsUnknown() && !plan.administrates() && r.isOwn(ctx, state):
		addOwnTagError(&resp.Diagnostics, state.Name.ValueString())
	}
	if destroyed {
		return
	}
	if config.PasswordHash.IsNull() && !config.HashingAlgorithm.IsNull() &&
		(!exists || replaced || !config.Password.IsNull() || !config.HashingAlgorithm.Equal(state.HashingAlgorithm)) {
		addAlgorithmError(&resp.Diagnostics)
		return
	}
	if !config.PasswordHash.IsNull() && config.HashingAlgorithm.IsNull() {
		plan.HashingAlgorithm = types.StringValue(string(password.SHA256))
	}
	switch {
	case config.Password.IsNull() && config.PasswordHash.IsNull():
		if !exists || replaced {
			plan.LastPasswordUpdate = types.StringNull()
		}
	case !exists || replaced || r.sets(ctx, &resp.Diagnostics, config, plan, state):
		plan.LastPasswordUpdate = types.StringUnknown()
		if config.PasswordHash.IsNull() {
			plan.HashingAlgorithm = types.StringUnknown()
		}
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("last_password_update"), plan.LastPasswordUpdate)...)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("hashing_algorithm"), plan.HashingAlgorithm)...)
}

// sets reports whether the password of a user that exists is to be set.
func (r *Resource) sets(ctx context.Context, diags *diag.Diagnostics, config, plan, state Model) bool {
	switch {
	case !config.PasswordHash.IsNull():
		return !plan.PasswordHash.Equal(state.PasswordHash) || !plan.HashingAlgorithm.Equal(state.HashingAlgorithm)
	case !plan.PasswordVersion.Equal(state.PasswordVersion), !state.PasswordHash.IsNull():
		return true
	case config.Password.IsUnknown():
		// What is found out while applying must not change what was planned, so that an update sets it in any case.
		return plan.VerifyPassword.ValueBool() && !plan.sameButForPassword(state)
	case !plan.VerifyPassword.ValueBool():
		return false
	}
	return r.differs(ctx, diags, config)
}

// sameButForPassword reports whether there is nothing to update but, maybe, the password.
func (m Model) sameButForPassword(state Model) bool {
	return m.Tags.Equal(state.Tags) && m.VerifyPassword.Equal(state.VerifyPassword)
}

// differs asks the broker whether it has another password than the configuration.
func (r *Resource) differs(ctx context.Context, diags *diag.Diagnostics, config Model) bool {
	client := r.Cluster.ManagementIfAny()
	if client == nil {
		return false
	}
	name := config.Name.ValueString()
	user, err := client.UserPassword(ctx, name)
	if err != nil {
		diags.AddAttributeWarning(path.Root("password_wo"), fmt.Sprintf("The password of user %q was not compared", name),
			"The broker could not be asked whether it still has the password of the configuration:\n\n"+err.Error())
		return false
	}
	same, err := password.Verify(password.Algorithm(user.HashingAlgorithm), user.PasswordHash, config.Password.ValueString())
	if same || err != nil {
		return false
	}
	diags.AddAttributeWarning(path.Root("password_wo"), fmt.Sprintf("The broker has another password for user %q", name),
		"Somebody has changed it behind Terraform's back, or password_wo has a new value. This plan sets it to password_wo.\n\n"+
			"If password_wo is another one in each run, set verify_password = false and change password_wo_version when the password "+
			"is to change.")
	return true
}

// isOwn reports whether the provider logs in as this user. Where the broker cannot say who that is, Delete asks again.
func (r *Resource) isOwn(ctx context.Context, m Model) bool {
	client := r.Cluster.ManagementIfAny()
	if client == nil {
		return false
	}
	self, err := client.Self(ctx)
	return err == nil && self == m.Name.ValueString()
}

func (m Model) administrates() bool {
	return slices.ContainsFunc(m.Tags.Elements(), types.StringValue(administrator).Equal)
}

// addAlgorithmError refuses an algorithm without the hash that it made. What the broker has used is no such algorithm: a
// configuration that Terraform generates has it, and no hash, which is sensitive.
func addAlgorithmError(diags *diag.Diagnostics) {
	diags.AddAttributeError(path.Root("hashing_algorithm"), "hashing_algorithm needs password_hash", "It says how password_hash was made. "+
		"A password_wo is hashed as the broker is configured. Write the hash, or leave hashing_algorithm out.")
}

func addOwnError(diags *diag.Diagnostics, name string) {
	diags.AddAttributeError(path.Root("name"), fmt.Sprintf("The provider itself logs in as user %q", name),
		"Deleting it would lock the provider out in the middle of its work. Let the provider log in as another user, or take this one "+
			"out of Terraform's hands with a removed block (lifecycle { destroy = false }).")
}

func addOwnTagError(diags *diag.Diagnostics, name string) {
	diags.AddAttributeError(path.Root("tags"), fmt.Sprintf("The provider itself logs in as user %q", name),
		"Without the tag \"administrator\" it could no longer manage users, not even give itself the tag back. Keep the tag, or let "+
			"the provider log in as another user.")
}
