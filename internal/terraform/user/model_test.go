package user

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestTagsThatComeBackAsTheyWereSent(t *testing.T) {
	for tag, want := range map[string]bool{
		"a": true, "administrator": true, "two words": true, "!~": true, "a-b_c.d/e@f": true,
		"": false, " a": false, "a ": false, "a,b": false, ",": false, "é": false, "a\tb": false, "a\nb": false, "a\n": false,
	} {
		if tagForm.MatchString(tag) != want {
			t.Errorf("%q: not %v", tag, want)
		}
	}
}

func TestReadTakesNoHashThatNobodyWroteDown(t *testing.T) {
	user := &management.User{Name: "u/1", PasswordHash: storedHash, HashingAlgorithm: "rabbit_password_hashing_sha256", Tags: []string{"b", "a", "b"}}
	for name, test := range map[string]struct{ prior, want types.String }{
		"none":             {types.StringNull(), types.StringNull()},
		"the same":         {types.StringValue(storedHash), types.StringValue(storedHash)},
		"another spelling": {types.StringValue(storedHash + "\n"), types.StringValue(storedHash + "\n")},
		"another":          {types.StringValue("AAAA"), types.StringValue(storedHash)},
		"no password":      {types.StringValue(""), types.StringValue(storedHash)},
	} {
		model := Model{PasswordHash: test.prior}
		model.read(user)
		if !model.PasswordHash.Equal(test.want) {
			t.Errorf("%s: %s", name, model.PasswordHash)
		}
		if model.ID.ValueString() != "u%2F1" || len(model.Tags.Elements()) != 2 || !model.VerifyPassword.ValueBool() {
			t.Errorf("%s: %v", name, model)
		}
	}
}

func TestHashErrorsDoNotRepeatTheHash(t *testing.T) {
	for _, hash := range []string{"in plain", "AAAA", storedHash[:20]} {
		err := Model{PasswordHash: types.StringValue(hash)}.checkHash()
		if err == nil || strings.Contains(err.Error(), hash) {
			t.Errorf("%s: %v", hash, err)
		}
	}
	for name, model := range map[string]Model{
		"none": {}, "empty": {PasswordHash: types.StringValue("")}, "right": {PasswordHash: types.StringValue(storedHash)},
		"unknown":   {PasswordHash: types.StringUnknown()},
		"algorithm": {PasswordHash: types.StringValue(storedHash), HashingAlgorithm: types.StringUnknown()},
	} {
		if err := model.checkHash(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDataSourceKeepsTheHashToItself(t *testing.T) {
	got := describe(&management.User{Name: "u", PasswordHash: storedHash, Tags: []string{"b", "a", "b"}}, nil, nil, nil)
	if !got.HasPassword || got.Tags[0] != "a" || !got.MaxChannels.IsNull() || got.Permissions == nil || got.TopicPermissions == nil {
		t.Errorf("%+v", got)
	}
}
