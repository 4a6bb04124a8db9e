package httpapi

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
)

func TestOneErrorForAllEndpoints(t *testing.T) {
	noHost := reply{Refuse: &net.DNSError{Err: "no such host", Name: "a", IsNotFound: true}}
	for name, test := range map[string]struct {
		nodes [][]reply
		is    []error
		isNot []error
		says  []string
	}{
		"the only one's own words": {[][]reply{{intruder}}, []error{ErrUnauthorized}, nil, []string{"GET http://a/api/overview", "Login failed"}},
		"all refuse the password":  {[][]reply{{intruder}, {intruder}}, []error{ErrUnauthorized}, nil, []string{"http://a: ", "http://b: "}},
		"one refuses the password": {[][]reply{{intruder}, {refuses}}, []error{errRefused}, []error{ErrUnauthorized}, []string{"Login failed", "connection refused"}},
		"one is frozen":            {[][]reply{{hangs}, {refuses}}, []error{ErrTimeout, errRefused}, nil, []string{"http://a: timed out after"}},
		"different reasons":        {[][]reply{{noHost}, {tooBusy}, {cuts}}, []error{errCut}, []error{ErrTimeout}, []string{"no such host", "503", "reset by peer"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, _ := scripted(t, Config{}, test.nodes...)
				err := read(t, client)
				for _, each := range test.is {
					if !errors.Is(err, each) {
						t.Errorf("it is not %v: %v", each, err)
					}
				}
				for _, each := range append(test.isNot, context.Canceled, ErrNotFound, ErrAnswerLost) {
					if errors.Is(err, each) {
						t.Errorf("it is %v: %v", each, err)
					}
				}
				for _, each := range test.says {
					if err == nil || !strings.Contains(err.Error(), each) {
						t.Errorf("it does not say %q: %v", each, err)
					}
				}
				var unreachable *UnreachableError
				if len(test.nodes) > 1 && (!errors.As(err, &unreachable) || len(unreachable.Attempts) != len(test.nodes)) {
					t.Errorf("it does not list each endpoint: %v", err)
				}
			})
		})
	}
}
