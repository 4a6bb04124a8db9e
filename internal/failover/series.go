package failover

import (
	"errors"
	"fmt"
)

// Series is what was found on a cluster of one series of RabbitMQ.
type Series struct {
	Series                       string // such as "3.10"
	RabbitMQ, HAProxy, Terraform string // versions
	Mirroring                    bool   // whether the replicated queues are mirrored classic ones, or quorum queues
	Rows                         []Row
	Contrast                     *Contrast // nil where it was not asked for
	// LeftOut names what this machine cannot do, with the reason.
	LeftOut []string
}

// Row is what became of the messages during a fault.
type Row struct {
	Fault  Fault
	Result Result
	// Restarted are the nodes on which RabbitMQ had to be restarted before they joined the others again.
	Restarted []string
}

// Err says which promise was broken: a confirmed message was lost, or nothing was where something had to be.
func (f Series) Err() error {
	var errs []error
	for _, row := range f.Rows {
		if lost := row.Result.Lost(); lost > 0 {
			errs = append(errs, fmt.Errorf("RabbitMQ %s: %s: %d confirmed messages were lost", f.RabbitMQ, row.Fault.Title, lost))
		}
	}
	if f.Contrast != nil {
		if err := f.Contrast.Err(); err != nil {
			errs = append(errs, fmt.Errorf("RabbitMQ %s: %w", f.RabbitMQ, err))
		}
	}
	return errors.Join(errs...)
}
