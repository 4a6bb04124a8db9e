package capability

import (
	"reflect"
	"testing"
)

// releases is every version at which something changes, and the one before it.
var releases = []Version{
	{3, 8, 9}, {3, 8, 10}, {3, 9, 0}, {3, 9, 4}, {3, 9, 5}, {3, 10, 8}, {3, 11, 0}, {3, 11, 4}, {3, 11, 5}, {3, 11, 9}, {3, 11, 10}, {3, 11, 18}, {3, 11, 19}, {3, 12, 0}, {3, 12, 1},
	{3, 13, 0}, {3, 13, 7}, {4, 0, 0}, {4, 0, 5}, {4, 0, 6}, {4, 1, 0}, {4, 1, 1}, {4, 2, 4}, {4, 2, 5}, {4, 2, 7}, {4, 2, 8}, {4, 3, 0}, {4, 3, 1}, {4, 3, 2},
}

func TestBrokerChanges(t *testing.T) {
	// At each version: the fields that differ from the version before.
	want := map[Version][]string{
		{3, 8, 10}: {"UserLimits"},
		{3, 9, 0}:  {"Streams"},
		{3, 9, 5}:  {"VhostMetadataUpdate"},
		{3, 11, 0}: {"QuorumQueueFlag", "VhostDefaultQueueType"},
		{3, 11, 5}: {"VhostUnicodeTags"},
		{3, 12, 0}: {"ApplyToQueueTypes"},
		{3, 13, 0}: {"DeprecatedFeatures"},
		{4, 0, 0}:  {"ClassicMirroring", "UnlimitedDelivery", "LocalRandomExchange"},
		{4, 0, 6}:  {"VhostProtection"},
		{4, 2, 5}:  {"ShovelArguments"},
		{4, 2, 8}:  {"PatternLimit"},
		{4, 3, 0}:  {"PatternLimit", "GlobalPrefetch", "RAMNodes"},
		{4, 3, 2}:  {"PatternLimit"},
	}
	before := reflect.ValueOf(Of(releases[0]))
	for _, v := range releases[1:] {
		now := reflect.ValueOf(Of(v))
		var changed []string
		for i := range now.NumField() {
			name := now.Type().Field(i).Name
			if name != "Version" && !now.Field(i).Equal(before.Field(i)) {
				changed = append(changed, name)
			}
		}
		if !reflect.DeepEqual(changed, want[v]) {
			t.Errorf("%v: changed %v, want %v", v, changed, want[v])
		}
		before = now
	}
}

func TestOldestBroker(t *testing.T) {
	want := Broker{Version: Version{3, 8, 0}, ClassicMirroring: true, QuorumQueueFlag: true, GlobalPrefetch: true, RAMNodes: true}
	if got := Of(want.Version); got != want {
		t.Errorf("Of(3.8.0) = %+v, want %+v", got, want)
	}
}
