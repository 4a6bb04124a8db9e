package management

import (
	"errors"
	"testing"
	"testing/synctest"
)

// A broker that protects a virtual host says so, unless it fails to write the name into its refusal.
func TestProtectedVhostsAreNotDeleted(t *testing.T) {
	refusal := reply{status: 412, body: `{"error":"precondition_failed","reason":"Refusing to delete virtual host 'v' because it is protected from deletion"}`}
	protected := reply{status: 200, body: `{"name":"é","protected_from_deletion":true}`}
	failed := reply{status: 500}
	other := reply{status: 200, body: `{"name":"é","protected_from_deletion":false}`}
	old := reply{status: 200, body: `{"name":"é"}`}
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
				client, _ := scripted(t, Config{}, test.replies)
				if err := client.DeleteVhost(t.Context(), "é"); err == nil || errors.Is(err, ErrProtected) != test.want {
					t.Error(err)
				}
			})
		})
	}
}

func TestProtectVhost(t *testing.T) {
	client, network := scripted(t, Config{}, only(reply{status: 204}))
	for protect, want := range map[bool]string{true: "POST a", false: "DELETE a"} {
		if err := client.ProtectVhost(t.Context(), "a/b", protect); err != nil {
			t.Error(err)
		}
		if said := network.said(); said != want {
			t.Errorf("asked %s, want %s", said, want)
		}
	}
}
