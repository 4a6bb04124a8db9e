package httpapi

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
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

// strangeAnswer is the error of an answer that is neither a success nor an error of a broker. Redirects are not followed,
// since the password would go along.
func strangeAnswer(r Request, endpoint Endpoint, status int, header http.Header) error {
	what := "a body of no known type"
	if media, _, err := mime.ParseMediaType(header.Get("Content-Type")); err == nil {
		what = media
	}
	if to, err := url.Parse(header.Get("Location")); err == nil && to.Host != "" {
		// Without its path and query, which may contain tokens.
		what += ", and a redirection to " + to.Host
	}
	return fmt.Errorf("%w: %s %s%s answered %d %s with %s", ErrGarbled, r.Method, endpoint, r.Path, status, http.StatusText(status), what)
}
