package httpapi

import "time"

// The limits that Config leaves at zero.
const (
	// DefaultConnectTimeout bounds the making of one connection, the TLS handshake included.
	DefaultConnectTimeout = 10 * time.Second
	// DefaultTimeout bounds one request, from looking for a connection to the last byte of the answer. A broker of 4.x
	// that has lost its majority takes up to 60 s to say so, so a shorter default would hide the reason.
	DefaultTimeout = 90 * time.Second
	// DefaultOperationTimeout bounds one call with all its attempts: three nodes that say nothing for DefaultTimeout each
	// still leave time to say so.
	DefaultOperationTimeout = 5 * time.Minute
	// DefaultMaxRetries rounds with their pauses last three seconds on average and 6.2 s at most, which is longer than a
	// load balancer takes to notice that a node is gone.
	DefaultMaxRetries = 5
)

// shareOfRead is the part of the time-out that a read waits for one endpoint while another could answer: a frozen node
// accepts connections and says nothing.
const shareOfRead = 3
