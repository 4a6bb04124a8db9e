package management

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// A broker that protects a virtual host says so, unless it fails to write the name into its refusal.
func TestProtectedVhostsAreNotDeleted(t *testing.T) {
	refusal := reply{Status: 412, Body: `{"error":"precondition_failed","reason":"Refusing to delete virtual host 'v' because it is protected from deletion"}`}
	protected := reply{Status: 200, Body: `{"name":"é","protected_from_deletion":true}`}
	failed := reply{Status: 500}
	other := reply{Status: 200, Body: `{"name":"é","protected_from_deletion":false}`}
	old := reply{Status: 200, Body: `{"name":"é"}`}
	for name, test := range map[string]struct {
		replies []reply
		want    bool
	}{
		"said":                    {[]reply{refusal}, true},
		"not said":                {[]reply{failed, protected, failed, protected}, true},
		"another failure":         {[]reply{failed, other, failed, other}, false},
		"failure of an old one":   {[]reply{failed, old, failed, old}, false},
		"another failure, and it": {[]reply{failed, old, failed, absent}, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, _ := scripted(t, httpapi.Config{}, test.replies)
				if err := client.DeleteVhost(t.Context(), "é"); err == nil || errors.Is(err, httpapi.ErrProtected) != test.want {
					t.Error(err)
				}
			})
		})
	}
}

func TestProtectVhost(t *testing.T) {
	client, network := scripted(t, httpapi.Config{}, only(reply{Status: 204}))
	for protect, want := range map[bool]string{true: "POST a", false: "DELETE a"} {
		if err := client.ProtectVhost(t.Context(), "a/b", protect); err != nil {
			t.Error(err)
		}
		if said := network.Said(); said != want {
			t.Errorf("asked %s, want %s", said, want)
		}
	}
}
