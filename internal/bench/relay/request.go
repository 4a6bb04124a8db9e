package relay

import (
	"bytes"
	"sync/atomic"
)

// requestEnd ends the first line of every request, and stands nowhere else in what the management API is sent: a line
// break inside JSON is escaped, and header values have none.
var requestEnd = []byte(" HTTP/1.1\r\n")

// requestCounter counts the requests in one direction of one connection, however it is cut into chunks.
type requestCounter struct {
	count *atomic.Int64
	tail  []byte // the end of what was seen, too short for a whole mark
}

func (c *requestCounter) see(chunk []byte) {
	seen := append(c.tail, chunk...)
	c.count.Add(int64(bytes.Count(seen, requestEnd)))
	c.tail = append(c.tail[:0], seen[max(0, len(seen)-len(requestEnd)+1):]...)
}
