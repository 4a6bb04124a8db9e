package httpapi

import (
	"errors"
	"testing"
)

// The bodies are those of RabbitMQ 3.8.9, 3.10.8, 4.0.5 and 4.3.6.
func TestErrorAnswers(t *testing.T) {
	all := []error{ErrNotFound, ErrUnauthorized, ErrAccessRefused, ErrTimeout, ErrInequivalent}
	for name, test := range map[string]struct {
		status int
		body   string
		is     error
		reason string
	}{
		"wrong password, 3.8":     {401, `{"error":"not_authorised","reason":"Login failed"}`, ErrUnauthorized, "Login failed"},
		"wrong password, 4":       {401, `{"error":"not_authorized","reason":"Not_Authorized"}`, ErrUnauthorized, "Not_Authorized"},
		"guest from elsewhere":    {401, `{"error":"not_authorised","reason":"User can only log in via localhost"}`, ErrUnauthorized, "User can only log in via localhost"},
		"reserved name":           {401, `{"error":"not_authorised","reason":"Access refused."}`, ErrAccessRefused, "Access refused."},
		"no tag at all":           {401, `{"error":"not_authorised","reason":"Not management user"}`, ErrAccessRefused, "Not management user"},
		"no administrator":        {401, `{"error":"not_authorised","reason":"Not administrator user"}`, ErrAccessRefused, "Not administrator user"},
		"no tag for nodes":        {401, `{"error":"not_authorised","reason":"Not monitor user"}`, ErrAccessRefused, "Not monitor user"},
		"no policymaker":          {401, `{"error":"not_authorised","reason":"User not authorised to access object"}`, ErrAccessRefused, "User not authorised to access object"},
		"not in the virtual host": {401, `{"error":"not_authorised","reason":"User not authorised to access virtual host"}`, ErrAccessRefused, "User not authorised to access virtual host"},
		"no permission to bind": {401, `{"error":"not_authorised","reason":"ACCESS_REFUSED - read access to exchange 'x' in vhost 'v' refused for user 'u'"}`,
			ErrAccessRefused, "ACCESS_REFUSED - read access to exchange 'x' in vhost 'v' refused for user 'u'"},
		"a term of Erlang's": {400, `{"error":"bad_request","reason":"failed with\n{'EXIT',\n          {noproc,\n            {x,[]}}}"}`,
			nil, "failed with\n{'EXIT', {noproc, {x,[]}}}"},
		"missing":                   {404, notFound, ErrNotFound, "Not Found"},
		"missing virtual host":      {404, `{"error":"not_found","reason":"vhost_not_found"}`, ErrNotFound, "vhost_not_found"},
		"no majority, queue":        {400, `{"error":"bad_request","reason":"because the metadata store operation timed out"}`, ErrTimeout, "because the metadata store operation timed out"},
		"no majority, user":         {400, `{"error":"bad_request","reason":"timeout"}`, ErrTimeout, "timeout"},
		"no majority, virtual host": {500, `{"error":"timeout","reason":"Timed out waiting for the vhost to initialise"}`, ErrTimeout, "Timed out waiting for the vhost to initialise"},
		"declared otherwise": {400, `{"error":"bad_request","reason":"inequivalent arg 'durable' for queue 'q' in vhost '/': received 'false' but current is 'true'"}`,
			ErrInequivalent, "inequivalent arg 'durable' for queue 'q' in vhost '/': received 'false' but current is 'true'"},
		"escaped, 4.0": {400, `{"error":"bad_request","reason":"Validation failed\n\n[{&lt;&lt;\"ha-mode\"&gt;&gt;,&lt;&lt;\"all\"&gt;&gt;}] are not recognised policy settings\n"}`,
			nil, "Validation failed\n\n[{<<\"ha-mode\">>,<<\"all\">>}] are not recognised policy settings"},
		"reason is a list": {400, `{"error":"bad_request","reason":["unknown","nope"]}`, nil, `["unknown","nope"]`},
		"no body":          {500, ``, nil, ``},
		"not JSON":         {502, `<html>bad gateway</html>`, nil, `<html>bad gateway</html>`},
	} {
		t.Run(name, func(t *testing.T) {
			err := newError("PUT", "/api/x", "http://h:1", test.status, []byte(test.body))
			if err.Reason != test.reason {
				t.Errorf("reason %q, want %q", err.Reason, test.reason)
			}
			for _, sentinel := range all {
				if want := errors.Is(test.is, sentinel); errors.Is(err, sentinel) != want {
					t.Errorf("errors.Is(%v) is %v, want %v", sentinel, !want, want)
				}
			}
		})
	}
}
