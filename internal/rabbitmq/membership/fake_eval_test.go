package membership

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"

// evaluated answers for a fake node that is to evaluate the expressions of queues, by what it says to
// rabbit_amqqueue:info_all/2. ok is false for any other call.
func evaluated(call string, args []erlang.Term, infoAll func(args []erlang.Term) (erlang.Term, error)) (answer erlang.Term, ok bool, err error) {
	switch call {
	case "erl_scan:string":
		return erlang.Tuple{erlang.Atom("ok"), erlang.List{}, erlang.Int(1)}, true, nil
	case "erl_parse:parse_exprs":
		return erlang.Tuple{erlang.Atom("ok"), erlang.List{}}, true, nil
	case "erl_eval:exprs":
		vhost, _ := erlang.Lookup(args[1], "VHost")
		items, _ := erlang.Lookup(args[1], "Items")
		answer, err := infoAll([]erlang.Term{vhost, items})
		return erlang.Tuple{erlang.Atom("value"), answer, erlang.List{}}, true, err
	}
	return nil, false, nil
}
