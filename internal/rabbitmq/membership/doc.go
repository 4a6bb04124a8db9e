// Package membership changes who belongs to a RabbitMQ cluster: join, leave, forget, drain, revive, grow, shrink and
// rebalance, with the checks that keep a cluster and its messages whole.
//
// It knows which function of which RabbitMQ release does what, what the release answers, and in which order the steps
// go. It must not know Terraform, nor HTTP, nor how a call reaches a node: that is the Caller's business.
//
//	cluster := membership.New(membership.NewDistribution(dialer))
//	defer cluster.Close()
//	view, err := cluster.Join(ctx, membership.JoinRequest{Node: "rabbit@rabbit2", Through: []string{"rabbit@rabbit1"}})
//
// # How it works, in reading order
//
//  1. A Caller runs a function on a node: Distribution over Erlang's own protocol (distribution.go), Command by
//     rabbitmqctl behind ssh, kubectl or docker (command.go).
//  2. A View is what one node says about the cluster; Status compares the views of several (view.go, status.go).
//  3. A procedure is one method, one step a line: Join (join.go) and Leave (leave.go), and the single steps that are of
//     use alone (forget.go, maintenance.go, replicas.go, streams.go, flags.go). A step names itself in the log and in its
//     StepError (step.go).
//  4. What would lose something is refused before anything is touched (check_join.go, leave_check.go, contents.go): a RefusedError
//     says why and what to do.
//  5. Only the gate makes calls that nothing undoes (gate.go). Right before each it asks the members that stay again (gate_views.go,
//     gate_check.go), also for the queues that would be lost (survey.go, onlycopy.go, gate_losses.go). An answer that is lost is an
//     UnknownOutcomeError, after which nothing is sent before the node is at rest (rest.go).
//
// # Carrying on
//
// Nothing is remembered between two runs. Each procedure looks at what the cluster shows and does what is missing, so
// that one which was interrupted anywhere ends in the same place when it is run again. A call that was under way when
// its caller went away goes on in the node.
//
// # One release or another
//
// The function of the newest release is called first; where a node has none of that name (undef), the older one. No
// version numbers are compared to choose a function.
//
// Sources: rabbit_mnesia, rabbit_db_cluster, rabbit_khepri, rabbit_quorum_queue, rabbit_queue_type_ra,
// rabbit_stream_queue, rabbit_stream_coordinator, rabbit_maintenance, and the commands of rabbitmq_cli, at the tags of
// 3.8.9, 3.10.8, 4.0.5 and 4.3.5.
package membership
