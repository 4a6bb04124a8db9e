package management

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// streamRecord is where a stream is, as the broker has recorded it. Statistics say that, too, but they stay behind on the
// node where the stream had its leader when they were measured: for minutes after a leader has moved, a member that the stream
// got shortly before is not among them. (rabbit_osiris_metrics, against rabbit_stream_queue:format/2; measured on 4.3.6.
// For quorum queues the broker removes the old ones: rabbit_quorum_queue:rpc_delete_metrics/1.)
type streamRecord struct {
	Vhost   string                   `json:"vhost"`
	Name    string                   `json:"name"`
	Leader  known.Value[string]      `json:"leader"`
	Members known.Repeated[[]string] `json:"members"`
	Online  known.Repeated[[]string] `json:"online"`
}

// streamRecordColumns have to be asked for without statistics.
const streamRecordColumns = "disable_stats=true&columns=vhost,name,leader,members,online"

// correct takes over what the record says. Brokers that know no lists without statistics (before 3.9.11) answer the same as
// before.
func (r streamRecord) correct(status *QueueStatus) {
	members := named(r.Members)
	if _, recorded := members.Get(); !recorded {
		return
	}
	status.Members = members
	if _, recorded := agreed(r.Online).Get(); recorded {
		status.Online = agreed(r.Online)
	}
	if _, recorded := r.Leader.Get(); recorded {
		status.Leader = r.Leader
	}
}

// correctStreams reads a list of queues once more, without statistics, where there are streams among them.
func correctStreams(ctx context.Context, statuses []QueueStatus, read func(context.Context) ([]streamRecord, error)) error {
	streams := map[objectKey]*QueueStatus{}
	for i := range statuses {
		if statuses[i].Type == "stream" {
			streams[objectKey{Vhost: statuses[i].Vhost, Name: statuses[i].Name}] = &statuses[i]
		}
	}
	if len(streams) == 0 {
		return nil
	}
	records, err := read(ctx)
	if err != nil {
		return err
	}
	for _, record := range records {
		if status := streams[objectKey{Vhost: record.Vhost, Name: record.Name}]; status != nil {
			record.correct(status)
		}
	}
	return nil
}
