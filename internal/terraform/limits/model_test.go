package limits

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func TestLimitNeverBecomesZeroByAccident(t *testing.T) {
	for text, want := range map[json.Number]int64{
		"0": 0, "5": 5, "-1": -1, "-5": -5, "9007199254740993": 9007199254740993,
		"123456789012345678901234567890": math.MaxInt64, "5.5": unlimited, "1e3": unlimited, "": unlimited,
	} {
		if got := value(map[string]json.Number{"max-queues": text}, "max-queues"); got.ValueInt64() != want || got.IsNull() {
			t.Errorf("%s is read as %s", text, got)
		}
	}
	if got := value(map[string]json.Number{"max-channels": "5"}, "max-queues"); !got.IsNull() {
		t.Errorf("a limit that is not set is read as %s", got)
	}
}

func TestOnlyWhatDiffersIsWritten(t *testing.T) {
	null := types.Int64Null()
	of := func(connections, queues types.Int64) model {
		return model{owner: "v", limits: map[string]types.Int64{"max_connections": connections, "max_queues": queues}}
	}
	five, six := types.Int64Value(5), types.Int64Value(6)
	for name, test := range map[string]struct {
		from, to model
		want     string
	}{
		"nothing":  {of(five, null), of(five, null), ""},
		"one":      {of(five, six), of(five, five), "max-queues"},
		"both":     {of(null, null), of(five, six), "max-connections max-queues"},
		"removed":  {of(five, six), of(null, six), "max-connections"},
		"added":    {of(five, null), of(five, six), "max-queues"},
		"0 is one": {of(null, null), of(types.Int64Value(0), null), "max-connections"},
	} {
		var names []string
		for _, each := range ofVhost.changes(test.from, test.to) {
			names = append(names, each.name)
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestOnlyUsersOfOldBrokersHaveNoLimits(t *testing.T) {
	for _, test := range []struct {
		kind    kind
		version string
		want    int
	}{{ofUser, "3.8.9", 1}, {ofUser, "3.8.10", 0}, {ofVhost, "3.8.9", 0}} {
		version, err := capability.ParseVersion(test.version)
		if err != nil {
			t.Fatal(err)
		}
		if got := test.kind.problemsOn(capability.Of(version)); len(got) != test.want {
			t.Errorf("%s on %s: %v", test.kind.typeName, test.version, got)
		}
	}
}
