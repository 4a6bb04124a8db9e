package membership

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

func TestReadPartitionHandling(t *testing.T) {
	atom := func(word string) erlang.Term { return erlang.Atom(word) }
	for name, test := range map[string]struct {
		answer erlang.Term
		want   PartitionHandling
		ok     bool
	}{
		"the default":      {erlang.Tuple{atom("ok"), atom("ignore")}, PartitionHandling{Mode: "ignore"}, true},
		"pauses":           {erlang.Tuple{atom("ok"), atom("pause_minority")}, PartitionHandling{Mode: "pause_minority"}, true},
		"pauses without":   {erlang.Tuple{atom("ok"), erlang.Tuple{atom("pause_if_all_down"), erlang.List{atom("r@a"), atom("r@b")}, atom("ignore")}}, PartitionHandling{"pause_if_all_down", []string{"r@a", "r@b"}}, true},
		"not set":          {atom("undefined"), PartitionHandling{}, false},
		"something else":   {erlang.Tuple{atom("ok"), erlang.Tuple{atom("new_way")}}, PartitionHandling{}, false},
		"without any mode": {erlang.Tuple{atom("ok")}, PartitionHandling{}, false},
	} {
		got, ok := readPartitionHandling(test.answer)
		if diff := cmp.Diff(test.want, got); diff != "" || ok != test.ok {
			t.Errorf("%s: %t, want %t\n%s", name, ok, test.ok, diff)
		}
	}
}
