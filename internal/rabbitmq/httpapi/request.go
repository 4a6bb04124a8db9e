package httpapi

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
)

// Request is one request of the API.
type Request struct {
	Method string
	// Path begins with "/api/" and is percent-encoded, with the query if there is one.
	Path string
	// Body is JSON; nil for none.
	Body []byte
	// Decode, for a GET, reads a successful answer as a stream, so that no copy of it is kept. It is called again from
	// the start where an answer broke off or made no sense and another endpoint is asked.
	Decode func(io.Reader) error
	// Limit bounds what Decode is given, in bytes; 0 means MaxObject.
	Limit int64
	// Once: not sent again when its answer was lost, like a POST, because what it began goes on in the broker.
	Once bool
	// Repeatable: sent again although it is a POST, because what was done twice is as if it was done once.
	Repeatable bool
	// AtOnce: read without waiting for news of what this client has changed about it.
	AtOnce bool
	// Compress asks for gzip where the answer travels over a network: for lists alone, since it costs the broker work.
	Compress bool
	// Evidence, for a PUT, finds out whether it was carried out when its answer was lost; nil where to send it again is enough.
	Evidence *Evidence
}

// sentAgain reports whether a request may be sent again although it may have been carried out.
func (r Request) sentAgain() bool { return !r.Once && (r.Method != http.MethodPost || r.Repeatable) }

// Response is a success, read to its end.
type Response struct {
	// Endpoint is the index of the endpoint that answered, in Client.Endpoints.
	Endpoint int
	Status   int
	Header   http.Header
	// Body is nil where Request.Decode has taken it.
	Body []byte
	// Again: the request was sent before, and that answer was lost, so that what is found now may be of its making.
	Again bool
}

// Reading is the request of one value, with numbers kept as json.Number. An attempt that failed in the middle leaves nothing
// in it.
func Reading[T any](path string, value *T) Request {
	limit := int64(MaxObject)
	if reflect.TypeFor[T]().Kind() == reflect.Slice {
		limit = MaxList
	}
	return Request{Method: http.MethodGet, Path: path, Limit: limit, Decode: func(body io.Reader) error {
		var fresh T
		if err := Decode(body, &fresh); err != nil {
			return err
		}
		*value = fresh
		return nil
	}}
}

// Streamed is a value that decodes itself from an answer as that arrives.
type Streamed interface{ DecodeFrom(body io.Reader) error }

// Decode reads JSON, with numbers kept as json.Number.
func Decode(body io.Reader, target any) error {
	if target, ok := target.(Streamed); ok {
		return target.DecodeFrom(body)
	}
	decoder := json.NewDecoder(body)
	decoder.UseNumber()
	return decoder.Decode(target)
}
