package management

import (
	"encoding/json"
	"errors"
	"io"
)

// queueStatuses is a list of queues that is never in memory as JSON: of ten thousand queues that would be ten megabytes, and as
// much again while it grows.
type queueStatuses []QueueStatus

func (l *queueStatuses) DecodeFrom(body io.Reader) error {
	decoder := json.NewDecoder(body)
	decoder.UseNumber()
	if opening, err := decoder.Token(); err != nil || opening != json.Delim('[') {
		return errors.Join(err, errors.New("the answer is not a list"))
	}
	*l = queueStatuses{}
	for decoder.More() {
		var queue queueStatus
		if err := decoder.Decode(&queue); err != nil {
			return err
		}
		*l = append(*l, queue.status())
	}
	_, err := decoder.Token()
	return err
}
