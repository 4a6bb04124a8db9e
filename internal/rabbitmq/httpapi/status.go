package httpapi

import (
	"cmp"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// isSuccess reports whether a status is one by which a broker reports success to a request of this client: 200 with what
// was read, 201 for what is new (PUT) or was bound (POST), 204 for everything else. Read in cowboy_rest and in each
// rabbit_mgmt_wm_* that is used here, and seen on 3.10.8 and 4.3.6. Any other 2xx comes from something else,
// such as the login page of a proxy.
func isSuccess(method string, status int) bool {
	switch method {
	case http.MethodGet:
		return status == http.StatusOK
	case http.MethodDelete:
		return status == http.StatusNoContent
	}
	return status == http.StatusCreated || status == http.StatusNoContent
}

// foreignAnswer is an answer of something else than a management API. It is ErrGarbled.
type foreignAnswer struct {
	asked  string
	status int
	// said is what is known of the answer, for people.
	said string
	// target is scheme and host that a redirection names; without its path and query, which may contain tokens.
	target string
}

// Error says what was asked, and what came back.
func (f *foreignAnswer) Error() string {
	return fmt.Sprintf("%v: %s answered %d %s%s", ErrGarbled, f.asked, f.status, http.StatusText(f.status), f.said)
}

// Unwrap returns ErrGarbled.
func (f *foreignAnswer) Unwrap() error { return ErrGarbled }

// strangeAnswer is the error of an answer that is neither a success nor an error of a broker. Redirects are not followed,
// since the password would go along.
func strangeAnswer(r Request, endpoint Endpoint, status int, header http.Header) error {
	answer := &foreignAnswer{asked: r.Method + " " + endpoint.String() + r.Path, status: status, said: " with a body of no known type"}
	if media, _, err := mime.ParseMediaType(header.Get("Content-Type")); err == nil {
		answer.said = " with " + media
	}
	if to, err := url.Parse(header.Get("Location")); err == nil && to.Host != "" {
		scheme, _, _ := strings.Cut(endpoint.base, ":")
		answer.target = cmp.Or(to.Scheme, scheme) + "://" + to.Host
		answer.said += ", and a redirection to " + answer.target
	}
	return answer
}
