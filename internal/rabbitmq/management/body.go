package management

import (
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Bodies are read up to these lengths in bytes, after decompression, so that nothing that answers in a broker's place can
// fill the memory. Of a list as it is read here a queue or a binding takes some 250 bytes, of one object read with its
// statistics a consumer some 1,000.
const (
	// maxKept is for what is kept as it came: error answers, of which the rest is dropped, and answers to writes.
	maxKept = 1 << 20
	// maxObject is for one object, which is decoded as it arrives.
	maxObject = 64 << 20
	// maxList is for lists, which are decoded as they arrive: four million queues.
	maxList = 1 << 30
)

// exchange reads the answer to its end, without which the connection could not be used again: a success through decode
// where that is given, anything else into memory.
func (t *transport) exchange(req *http.Request, r request) (int, http.Header, []byte, error) {
	resp, err := t.http.RoundTrip(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	wire := &wire{body: resp.Body}
	content := io.Reader(wire)
	if resp.Header.Get("Content-Encoding") == "gzip" {
		content, err = gzip.NewReader(wire)
	}
	var keep []byte
	if err == nil {
		keep, err = readBody(content, r, resp.StatusCode)
	}
	switch {
	case wire.broken != nil:
		return resp.StatusCode, nil, nil, fmt.Errorf("the answer ended early: %w", wire.broken)
	case err != nil:
		return resp.StatusCode, nil, nil, fmt.Errorf("%w: %w", ErrGarbled, err)
	}
	return resp.StatusCode, resp.Header, keep, nil
}

// readBody reads a body to its end, or to its limit. It returns what is kept of it.
func readBody(content io.Reader, r request, status int) (keep []byte, err error) {
	decoded := r.decode != nil && isSuccess(r.method, status)
	limit := int64(maxKept)
	if decoded {
		limit = cmp.Or(r.limit, maxObject)
	}
	limited := &io.LimitedReader{R: content, N: limit + 1}
	if decoded {
		err = r.decode(limited)
	} else {
		keep, err = io.ReadAll(limited)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, limited)
	}
	switch {
	case limited.N > 0:
		return keep, err
	case isSuccess(r.method, status):
		return nil, fmt.Errorf("the answer is longer than %d bytes", limit)
	}
	return keep, nil
}

// wire remembers why reading stopped, so that an answer that was cut off is told from one that makes no sense.
type wire struct {
	body   io.Reader
	broken error
}

func (w *wire) Read(p []byte) (int, error) {
	n, err := w.body.Read(p)
	if err != nil && !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		w.broken = err
	}
	return n, err
}
