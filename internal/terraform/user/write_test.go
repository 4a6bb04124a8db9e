package user

import (
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The password that an update sends is compared with what the broker has then, and one that it does not send is not: somebody may
// have set another, and verify_password be false.
func TestUpdateComparesThePasswordThatItSends(t *testing.T) {
	state := values{"id": "u", "name": "u", "verify_password": false, "hashing_algorithm": "rabbit_password_hashing_sha256",
		"last_password_update": "then", "tags": []tftypes.Value{}}
	tagged := state.with("tags", []tftypes.Value{tftypes.NewValue(tftypes.String, "monitoring")})
	for name, test := range map[string]struct {
		password string
		plan     values
		refused  bool
	}{
		"not sent": {"old", tagged, false},
		"sent":     {"new", state.with("last_password_update", tftypes.UnknownValue), false},
		"lost":     {"old", state.with("last_password_update", tftypes.UnknownValue), true},
	} {
		t.Run(name, func(t *testing.T) {
			subject := against(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPut {
					w.WriteHeader(http.StatusNoContent)
					return
				}
				if name == "not sent" && strings.Contains(r.URL.Path, "/users/") {
					_, _ = w.Write([]byte(`{"name":"u","password_hash":"` + storedHash + `","hashing_algorithm":"rabbit_password_hashing_sha256","tags":["monitoring"]}`))
					return
				}
				answer(w, r)
			})
			form, config := raw(t, values{"name": "u", "password_wo": test.password, "verify_password": false})
			_, plan := raw(t, test.plan)
			_, before := raw(t, state)
			resp := resource.UpdateResponse{State: tfsdk.State{Schema: form, Raw: before}}
			subject.Update(t.Context(), resource.UpdateRequest{
				Config: tfsdk.Config{Schema: form, Raw: config}, Plan: tfsdk.Plan{Schema: form, Raw: plan}, State: tfsdk.State{Schema: form, Raw: before},
			}, &resp)
			if resp.Diagnostics.HasError() != test.refused {
				t.Errorf("%v", resp.Diagnostics)
			}
		})
	}
}
