package relay

import (
	"net"
	"sync"
	"time"
)

const (
	chunkSize = 32 << 10
	// inFlight is how many chunks are on the way at a time: far more than ten connections of the management API fill.
	inFlight = 256
)

var chunks = sync.Pool{New: func() any { return new([chunkSize]byte) }}

// parcel is a chunk on the way.
type parcel struct {
	chunk *[chunkSize]byte
	size  int
	due   time.Time
}

// pump passes on what from sends, each chunk when it is due, and then the end of it. Reading goes on while chunks are on
// the way: the way is long, not narrow.
func (r *Relay) pump(to, from net.Conn, see func([]byte), due func(now time.Time) time.Time) {
	way := make(chan parcel, inFlight)
	go func() {
		defer close(way)
		for {
			chunk, ok := chunks.Get().(*[chunkSize]byte)
			if !ok {
				return // the pool makes nothing else
			}
			n, err := from.Read(chunk[:])
			now := time.Now()
			see(chunk[:n])
			r.bytes.Add(int64(n))
			way <- parcel{chunk, n, due(now)} // at the end an empty one: the end takes as long to arrive as anything else
			if err != nil {
				return
			}
		}
	}()
	for p := range way {
		if wait := time.Until(p.due); wait > 0 {
			time.Sleep(wait)
		}
		_, err := to.Write(p.chunk[:p.size])
		chunks.Put(p.chunk)
		if err != nil {
			_ = from.Close() // so that reading ends, too
		}
	}
	if half, ok := to.(*net.TCPConn); ok {
		_ = half.CloseWrite()
	}
}
