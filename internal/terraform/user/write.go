package user

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/password"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// begin reads the plan, and the password from where alone it stands. What was not known to the checks of the
// configuration is checked here.
func (r *Resource) begin(ctx context.Context, from tfsdk.Plan, config tfsdk.Config, diags *diag.Diagnostics) (plan Model, client *management.Client) {
	diags.Append(tfkit.Get(ctx, from, &plan)...)
	diags.Append(config.GetAttribute(ctx, path.Root("password_wo"), &plan.Password)...)
	addHashError(diags, plan)
	if plan.Password.Equal(types.StringValue("")) {
		diags.AddAttributeError(path.Root("password_wo"), "The password is empty", "RabbitMQ lets nobody log in with an empty password. "+
			"For a user without a password, leave password_wo out.")
	}
	return plan, r.Cluster.Management(diags)
}

// write puts the user with password or hash, or without either.
func (m *Model) write(ctx context.Context, diags *diag.Diagnostics, client *management.Client, failed string) bool {
	tags, problems := m.tags(ctx)
	diags.Append(problems...)
	var err error
	if m.Password.IsNull() {
		hash := management.User{Name: m.Name.ValueString(), Tags: tags, PasswordHash: m.PasswordHash.ValueString()}
		if !m.PasswordHash.IsNull() {
			hash.HashingAlgorithm = string(m.algorithm())
		}
		err = client.PutUser(ctx, hash)
	} else {
		err = client.PutUserWithPassword(ctx, m.Name.ValueString(), tags, m.Password.ValueString())
	}
	if err != nil {
		tfkit.AddError(diags, failed, err)
		return false
	}
	if m.LastPasswordUpdate.IsUnknown() {
		m.LastPasswordUpdate = types.StringValue(time.Now().UTC().Format(time.RFC3339))
	}
	return true
}

// writeTags puts the tags and leaves the password, whatever it is.
func (m *Model) writeTags(ctx context.Context, diags *diag.Diagnostics, client *management.Client, failed string) bool {
	tags, problems := m.tags(ctx)
	diags.Append(problems...)
	if err := client.SetUserTags(ctx, m.Name.ValueString(), tags); err != nil {
		tfkit.AddError(diags, failed, err)
		return false
	}
	return true
}

// finish writes the state, with how the broker has hashed, where it chose.
func (r *Resource) finish(ctx context.Context, plan Model, state *tfsdk.State, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics) {
	sent := plan
	plan.ID, plan.Password = types.StringValue(tfkit.JoinID(plan.Name.ValueString())), types.StringNull()
	tfkit.Record(ctx, r.Cluster, state, identity, diags, plan.object(), plan,
		func(ctx context.Context, client *management.Client, into *Model) error {
			found, err := client.User(ctx, sent.Name.ValueString())
			if err != nil {
				return err
			}
			into.read(found)
			if !sent.isWritten(found) {
				return &tfkit.NotAsSentError{Attribute: "password_wo"}
			}
			return nil
		})
}

// isWritten reports whether a user as it was read has the password that was written.
func (m Model) isWritten(user *management.User) bool {
	if m.Password.IsNull() {
		return true
	}
	same, err := password.Verify(password.Algorithm(user.HashingAlgorithm), user.PasswordHash, m.Password.ValueString())
	return same || err != nil
}
