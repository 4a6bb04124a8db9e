package membership

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// queues asks for items of all queues, also of durable ones whose node is down: of those it knows the items "name", "type",
// "pid", "durable", "auto_delete", "arguments", "recoverable_slaves" and "state", and the others are the empty atom. (rabbit_vhost:list_names/0).
func (c *Cluster) queues(ctx context.Context, node string, each func(vhost, name string, info erlang.Term), items ...erlang.Atom) error {
	names, err := c.ask(ctx, node, fn("rabbit_vhost", "list_names"))
	if err != nil {
		return err
	}
	list, ok := names.(erlang.List)
	if !ok {
		return &AnswerError{Node: node, Call: "rabbit_vhost:list_names/0", Answer: names}
	}
	wanted := erlang.List{erlang.Atom("name")}
	for _, item := range items {
		wanted = append(wanted, item)
	}
	for _, vhost := range list {
		queues, known, err := c.queuesOf(ctx, node, vhost, wanted)
		if err != nil || !known {
			return err
		}
		for _, info := range queues {
			resource, _ := erlang.Lookup(info, "name")
			vhost, name, ok := resourceName(resource)
			if !ok {
				return &AnswerError{Node: node, Call: listQueues, Answer: info}
			}
			each(vhost, name, info)
		}
	}
	return nil
}

// queuesOf asks for items of the queues of one virtual host; known is false where the release does not know one of the items,
// as 3.8 does not know "members". It reads page by page, since an answer has a limit.
func (c *Cluster) queuesOf(ctx context.Context, node string, vhost erlang.Term, items erlang.List) (queues erlang.List, known bool, err error) {
	// A number sorts before every name.
	last := erlang.Term(erlang.Int(0))
	for {
		answer, err := c.eval(ctx, node, pageOfQueues, erlang.List{
			erlang.Tuple{erlang.Atom("VHost"), vhost}, erlang.Tuple{erlang.Atom("Items"), items},
			erlang.Tuple{erlang.Atom("Last"), last}, erlang.Tuple{erlang.Atom("Count"), erlang.Int(c.pageSize)},
		})
		if err != nil {
			return nil, false, err
		}
		if _, unknown := erlang.Tagged(answer, "bad_argument"); unknown {
			return nil, false, nil
		}
		page, ok := answer.(erlang.List)
		if !ok {
			return nil, false, &AnswerError{Node: node, Call: listQueues, Answer: answer}
		}
		if queues = append(queues, page...); len(page) < c.pageSize {
			return queues, true, nil
		}
		if last, ok = erlang.Lookup(page[len(page)-1], "name"); !ok {
			return nil, false, &AnswerError{Node: node, Call: listQueues, Answer: page[len(page)-1]}
		}
	}
}

// listQueues names the call in errors.
const listQueues = "rabbit_amqqueue:info/2 for each queue"

// pageOfQueues describes the Count queues of a virtual host that follow Last in the order of their names, so that a queue which
// is there all the while is in exactly one page. Queues whose process does not answer are described as down, where
// rabbit_amqqueue:info_all/2 leaves them out or describes them by nothing: for a while after a node has gone these are all of
// its classic queues.
// (rabbit_amqqueue: list/1, list_down/1, info/2, all from 3.8 to 4.3; info_down/3 is not exported.)
const pageOfQueues = `
Down = fun(Q) -> [{Item, case Item of
    name -> amqqueue:get_name(Q);
    pid -> amqqueue:get_pid(Q);
    durable -> amqqueue:is_durable(Q);
    auto_delete -> amqqueue:is_auto_delete(Q);
    arguments -> amqqueue:get_arguments(Q);
    recoverable_slaves -> try amqqueue:get_recoverable_slaves(Q) catch error:undef -> '' end;
    type -> case amqqueue:get_type(Q) of
        rabbit_classic_queue -> classic; rabbit_quorum_queue -> quorum; rabbit_stream_queue -> stream; Type -> Type
    end;
    state -> down;
    _ -> ''
end} || Item <- Items] end,
All = [{amqqueue:get_name(Q), up, Q} || Q <- rabbit_amqqueue:list(VHost)] ++
      [{amqqueue:get_name(Q), down, Q} || Q <- rabbit_amqqueue:list_down(VHost)],
[case State of
    down -> Down(Q);
    up -> case try rabbit_amqqueue:info(Q, Items) catch exit:_ -> [] end of [] -> Down(Q); Info -> Info end
end || {_, State, Q} <- lists:sublist([E || E = {Name, _, _} <- lists:ukeysort(1, All), Name > Last], Count)]`

// queuesAtOnce is how many queues a page has. One takes some hundred bytes, and an answer of 16 MiB is the limit.
const queuesAtOnce = 10_000
