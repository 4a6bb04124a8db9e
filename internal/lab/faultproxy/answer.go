package faultproxy

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
)

// Status answers in the endpoint's place, which never sees the request. retryAfter is the value of the header
// Retry-After, seconds or a date; empty for none. The body is sent as text/plain.
func Status(code int, retryAfter, body string) Fault {
	return Fault{name: strconv.Itoa(code), before: func(_ held, w http.ResponseWriter) bool {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
		return true
	}}
}

// WrongJSON answers 200 in the endpoint's place, with a body that is called JSON and is not: the page of a load balancer,
// or garbage. The endpoint never sees the request.
func WrongJSON(body string) Fault {
	return Fault{name: "wrong JSON", before: func(_ held, w http.ResponseWriter) bool {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
		return true
	}}
}

// HalfBody promises the whole answer of the endpoint (Content-Length), sends the first half of it, and closes the
// connection. An answer without a body is cut before its status.
func HalfBody() Fault {
	return Fault{name: "half a body", after: func(_ held, resp *http.Response) error {
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return err
		}
		if len(body) == 0 {
			return http.ErrAbortHandler
		}
		_ = resp.Body.Close()
		resp.Body = io.NopCloser(bytes.NewReader(body[:len(body)/2]))
		resp.ContentLength, resp.TransferEncoding = int64(len(body)), nil
		resp.Header.Set("Content-Length", strconv.Itoa(len(body)))
		return nil
	}}
}
