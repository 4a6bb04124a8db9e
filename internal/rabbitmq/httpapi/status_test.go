package httpapi

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// What answers in a broker's place is not taken for it, whatever its status says.
func TestOnlyABrokersStatusesAreSuccess(t *testing.T) {
	const page = "<html>log in</html>"
	calls := map[string]Request{
		http.MethodPut: writing(http.MethodPut), http.MethodDelete: writing(http.MethodDelete), http.MethodPost: writing(http.MethodPost),
		http.MethodGet: readRaw(objectPath),
	}
	good := map[string]string{"PUT 201": "", "PUT 204": "", "DELETE 204": "", "POST 201": "", "POST 204": "", "GET 200": `{"name":"p"}`}
	for method, request := range calls {
		for _, status := range []int{200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 307, 308} {
			asked := method + " " + http.StatusText(status)
			body, success := good[method+" "+strconv.Itoa(status)]
			if !success {
				body = page
			}
			node := newFakeNode(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.Header().Set("Location", "https://login.example/?token=t0p")
				w.WriteHeader(status)
				_, _ = w.Write([]byte(body))
			})
			client := newClientWith(t, Config{Endpoints: []string{node.URL}, MaxRetries: new(0)})
			_, err := client.Do(t.Context(), request)
			switch {
			case success && err != nil:
				t.Errorf("%s: %v", asked, err)
			case !success && !mentions(err, method+" /api/", node.URL, http.StatusText(status), "text/html", "login.example"):
				t.Errorf("%s: %v", asked, err)
			case !success && strings.Contains(err.Error(), "t0p"):
				t.Errorf("%s: the token is in the error: %v", asked, err)
			}
		}
	}
}

// mentions reports whether an error is ErrGarbled and says all these.
func mentions(err error, texts ...string) bool {
	if !errors.Is(err, ErrGarbled) {
		return false
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			return false
		}
	}
	return true
}
