package topology

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func TestPermissionsAreErlangsRegularExpressions(t *testing.T) {
	for pattern, want := range map[string]string{
		"":                      "",
		".*":                    "",
		"^(amq\\.gen|orders).*": "",
		"^{username}-{vhost}":   "",
		"é|日本":                  "",
		"^(?!secret)":           "",
		"(":                     "write: write is not a regular expression",
		"[a":                    "write: write is not a regular expression",
		"*":                     "write: write is not a regular expression",
	} {
		got := ""
		for _, problem := range CheckPermission("write", pattern) {
			got += problem.Attribute + ": " + problem.Summary
		}
		if got != want {
			t.Errorf("%q: %q, want %q", pattern, got, want)
		}
	}
}

func TestPermissionsThatABrokerFindsTooLong(t *testing.T) {
	for _, test := range []struct {
		version capability.Version
		length  int
		want    int
	}{
		{capability.Version{Major: 4, Minor: 3, Patch: 6}, 1024, 0},
		{capability.Version{Major: 4, Minor: 3, Patch: 6}, 1025, 1},
		{capability.Version{Major: 4, Minor: 2, Patch: 8}, 1025, 1},
		{capability.Version{Major: 3, Minor: 10, Patch: 8}, 5000, 0},
	} {
		if got := CheckPermissionOn("read", strings.Repeat("a", test.length), capability.Of(test.version)); len(got) != test.want {
			t.Errorf("%s, %d bytes: %v", test.version, test.length, got)
		}
	}
}
