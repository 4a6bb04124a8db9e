package user

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/password"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// tagForm is what a tag comes back as it was sent in. The broker splits tags at commas, strips blanks around them, and
// garbles what is not ASCII.
var tagForm = regexp.MustCompile(`^[!-+\--~]([ -+\--~]*[!-+\--~])?$`)

const (
	// maxTag is the longest tag in characters: the broker keeps tags as Erlang atoms.
	maxTag = 255
	// administrator is the tag without which nobody can manage users.
	administrator = "administrator"
)

// Model is the state of rabbitmqha_user.
type Model struct {
	ID                 types.String `tfsdk:"id"`
	Name               types.String `tfsdk:"name"`
	Tags               types.Set    `tfsdk:"tags"`
	Password           types.String `tfsdk:"password_wo"`
	PasswordVersion    types.Int64  `tfsdk:"password_wo_version"`
	VerifyPassword     types.Bool   `tfsdk:"verify_password"`
	PasswordHash       types.String `tfsdk:"password_hash"`
	HashingAlgorithm   types.String `tfsdk:"hashing_algorithm"`
	LastPasswordUpdate types.String `tfsdk:"last_password_update"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names:       []string{"name", m.Name.ValueString()},
		DisplayName: fmt.Sprintf("user %q", m.Name.ValueString()),
	}
}

// tags are sorted, so that they are written in the same order each time.
func (m Model) tags(ctx context.Context) ([]string, diag.Diagnostics) {
	var tags []string
	diags := m.Tags.ElementsAs(ctx, &tags, false)
	slices.Sort(tags)
	return tags, diags
}

// read takes over what the broker has. Of the password it looks only at a hash that the user has written down.
func (m *Model) read(user *management.User) {
	m.ID = types.StringValue(tfkit.JoinID(user.Name))
	m.Name = types.StringValue(user.Name)
	m.HashingAlgorithm = tfkit.StringOrNull(user.HashingAlgorithm)
	if tfkit.IsSet(m.PasswordHash) && !password.Same(m.PasswordHash.ValueString(), user.PasswordHash) {
		m.PasswordHash = types.StringValue(user.PasswordHash)
	}
	if m.VerifyPassword.IsNull() {
		m.VerifyPassword = types.BoolValue(true)
	}
	m.Tags = tfkit.StringSet(user.Tags)
}

// checkHash finds a hash with which nobody could log in. Its errors do not repeat the hash.
func (m Model) checkHash() error {
	if !tfkit.IsSet(m.PasswordHash) || m.HashingAlgorithm.IsUnknown() {
		return nil
	}
	return password.Check(m.algorithm(), m.PasswordHash.ValueString())
}

// hashedByAModule reports whether a hash is written down that no algorithm of RabbitMQ's own has made.
func (m Model) hashedByAModule() bool {
	return !m.PasswordHash.IsNull() && tfkit.IsSet(m.HashingAlgorithm) &&
		!slices.Contains(password.Algorithms(), m.HashingAlgorithm.ValueString())
}

// algorithm is that of a hash that is written down.
func (m Model) algorithm() password.Algorithm {
	if tfkit.IsSet(m.HashingAlgorithm) {
		return password.Algorithm(m.HashingAlgorithm.ValueString())
	}
	return password.SHA256
}
