package management

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// exchange reads the answer to its end, without which the connection could not be used again: a success through decode
// where that is given, anything else into memory.
func (t *transport) exchange(req *http.Request, decode func(io.Reader) error) (int, http.Header, []byte, error) {
	resp, err := t.http.RoundTrip(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	wire := &wire{body: resp.Body}
	keep, content := []byte(nil), io.Reader(wire)
	if resp.Header.Get("Content-Encoding") == "gzip" {
		content, err = gzip.NewReader(wire)
	}
	switch {
	case err != nil:
	case decode != nil && resp.StatusCode < http.StatusMultipleChoices:
		err = decode(content)
	default:
		keep, err = io.ReadAll(content)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, content)
	}
	switch {
	case wire.broken != nil:
		return resp.StatusCode, nil, nil, fmt.Errorf("the answer ended early: %w", wire.broken)
	case err != nil:
		return resp.StatusCode, nil, nil, fmt.Errorf("%w: %w", ErrGarbled, err)
	}
	return resp.StatusCode, resp.Header, keep, nil
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
