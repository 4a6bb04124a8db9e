package management

import (
	"bytes"
	"encoding/json"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// evidence is how to find out that the queue was declared, once the answer is lost. Its node may have failed at that very
// moment, and then nobody can declare the queue again: brokers before 4.0 say "not found" to that, and also where the queue is
// read, and list it; newer ones show it, and do not answer for a minute who declares it (rabbit_amqqueue:with/4 and
// retry_wait/4; measured on 3.8.9, 3.10.8, 4.0.5 and 4.3.6). With onlyIfComplete it counts only where all nodes were running before: an
// equal queue whose node had been down by then is somebody else's, and looks the same.
func (q Queue) evidence(onlyIfComplete bool) *httpapi.Evidence {
	return &httpapi.Evidence{
		OnlyIfComplete: onlyIfComplete,
		Object: func(found json.RawMessage) bool {
			var there Queue
			return unmarshal(found, &there) == nil && there.declares(q)
		},
		List: queuesNamed(q.Vhost, q.Name, queueRecordColumns),
		Listed: func(found json.RawMessage) bool {
			var listed page[Queue]
			if err := unmarshal(found, &listed); err != nil {
				return false
			}
			there := listed.find(func(each Queue) bool { return each.Name == q.Name })
			return there != nil && there.declares(q)
		},
	}
}

// declares reports whether a queue as the broker lists it is declared like another one.
func (q Queue) declares(other Queue) bool {
	q.normalize()
	got, err := json.Marshal(q.declaration())
	if err != nil {
		return false
	}
	want, err := json.Marshal(other.declaration())
	return err == nil && bytes.Equal(got, want)
}
