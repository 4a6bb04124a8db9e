package tfkit

import (
	"slices"
	"strings"
	"testing"
	"testing/quick"
)

func TestIDRoundTrip(t *testing.T) {
	there := func(a, b, c string) bool {
		parts, err := SplitID(JoinID(a, b, c), "a", "b", "c")
		return err == nil && slices.Equal(parts, []string{a, b, c})
	}
	if err := quick.Check(there, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"", "/", "//", "%", "%2F", "@", "a b", "é", "a/b@c%d", "\x00"} {
		if !there(name, name, name) {
			t.Errorf("%q does not come back", name)
		}
	}
}

func TestIDErrorsSayWhatIsWanted(t *testing.T) {
	two, one, three := []string{"vhost", "name"}, []string{"name"}, []string{"vhost", "user", "exchange"}
	for _, test := range []struct {
		id    string
		names []string
		want  string
	}{
		{"orders", two, "\"orders\" has 1 part; expected `vhost/name`, such as `%2F/orders`"},
		{"a/b/c", two, "\"a/b/c\" has 3 parts; expected `vhost/name`, such as `%2F/orders`. A slash in a name is written %2F"},
		{"//orders", two, "The virtual host \"/\" is written %2F: `%2F/orders`"},
		{"/orders", two, "the vhost of \"/orders\" is empty; expected `vhost/name`, such as `%2F/orders`"},
		{"%2F/", two, "the name of \"%2F/\" is empty"},
		{"", two, "\"\" has 1 part; expected `vhost/name`"},
		{"", one, "the name of \"\" is empty; expected `name`, such as `orders`"},
		{"/", one, "\"/\" has 2 parts; expected `name`, such as `orders`. A slash in the name is written %2F: `%2F`"},
		{"%2F/100%", two, "name \"100%\" of \"%2F/100%\" is not percent-encoded; write `100%25` for it"},
		{"%zz/orders", two, "vhost \"%zz\" of \"%zz/orders\" is not percent-encoded; write `%25zz` for it"},
		{"orders@prod", two, "\"orders@prod\" is an id of the community provider; write `prod/orders`. Expected is `vhost/name`"},
		{"orders@/", two, "write `%2F/orders`"},
		{"orders@%2F", two, "write `%2F/orders`"},
		{"a@b c@prod", two, "write `prod/a@b%20c`"},
		{"x%2Fy@prod", two, "write `prod/x%2Fy`"},
		{"shop@%2F", three, "write `%2F/shop/EXCHANGE`"},
		{"orders@", two, "\"orders@\" has 1 part; expected"},
		{"@prod", two, "\"@prod\" has 1 part; expected"},
	} {
		_, err := splitImportID(test.id, test.names...)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.id, err, test.want)
		}
	}
	for id, names := range map[string][]string{"a@b/orders": two, "rabbit@rabbit2": {"node"}, "u@example.com": one, "%2F/u@example.com": two} {
		if _, err := splitImportID(id, names...); err != nil {
			t.Error(err)
		}
	}
}
