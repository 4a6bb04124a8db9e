package loadbalancer

import "testing"

func TestConcerns(t *testing.T) {
	p := Problem{Path: Path{}.Field("listener").Item(1).Field("bind").Item(0), Involves: []Path{Path{}.Field("listener").Item(0)}}
	for path, want := range map[string]bool{"listener": true, "port": true, "other": false, "involved": true} {
		at := map[string]Path{
			"listener": Path{}.Field("listener"),
			"port":     p.Path.Field("port"),
			"other":    Path{}.Field("listener").Item(1).Field("bind").Item(1),
			"involved": Path{}.Field("listener").Item(0).Field("name"),
		}[path]
		if p.Concerns(at) != want {
			t.Errorf("%s: want %v", path, want)
		}
	}
}
