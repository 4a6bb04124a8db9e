package httpapi

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
	// MaxObject is for one object, which is decoded as it arrives.
	MaxObject = 64 << 20
	// MaxList is for lists, which are decoded as they arrive: four million queues.
	MaxList = 1 << 30
)

// readAnswer sends a request and reads the answer to its end, without which the connection could not be used again: a success through decode
// where that is given, anything else into memory.
func (c *Client) readAnswer(req *http.Request, r Request) (int, http.Header, []byte, error) {
	resp, err := c.http.RoundTrip(req)
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
func readBody(content io.Reader, r Request, status int) (keep []byte, err error) {
	decoded := r.Decode != nil && isSuccess(r.Method, status)
	limit := int64(maxKept)
	if decoded {
		limit = cmp.Or(r.Limit, MaxObject)
	}
	limited := &io.LimitedReader{R: content, N: limit + 1}
	if decoded {
		err = r.Decode(limited)
	} else {
		keep, err = io.ReadAll(limited)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, limited)
	}
	switch {
	case limited.N > 0:
		return keep, err
	case isSuccess(r.Method, status):
		return nil, fmt.Errorf("the answer is longer than %d bytes", limit)
	}
	return keep, nil
}

// wire remembers why reading stopped, to distinguish an answer that was cut off from one that makes no sense.
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
