package tfkit

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

func TestAbsenceIsToldFromFailure(t *testing.T) {
	missing := &httpapi.Error{Method: "GET", Endpoint: "http://rabbit1:15672", Path: "/api/queues/%2F/q", Status: 404}
	var diags diag.Diagnostics
	for _, err := range []error{missing, errors.New("no answer")} {
		AddLookupError(&diags, `queue "q" in the virtual host "/"`, err)
		AddListError(&diags, "queues", "a/b", err)
		AddListError(&diags, "queues", "", err)
	}
	for i, want := range []string{
		`There is no queue "q" in the virtual host "/"`,
		`There is no virtual host "a/b"`,
		`Could not read the queues of all virtual hosts`,
		`Could not read the queue "q" in the virtual host "/"`,
		`Could not read the queues of the virtual host "a/b"`,
		`Could not read the queues of all virtual hosts`,
	} {
		if got := diags[i].Summary(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := diags[0].Detail(); !strings.Contains(got, "http://rabbit1:15672/api/queues/%2F/q answered 404") {
		t.Error(got)
	}
}

func TestJSONOfKeepsNumbersExact(t *testing.T) {
	if got := JSONOf(map[string]any{"x": json.Number("9007199254740993")}); got == nil || *got != `{"x":9007199254740993}` {
		t.Error(got)
	}
	if got := JSONOf(map[string]any{}); got == nil || *got != "{}" {
		t.Error(got)
	}
	if got := JSONOf(nil); got != nil {
		t.Error(*got)
	}
}

func TestVhostOf(t *testing.T) {
	for want, value := range map[string]types.String{"/": types.StringNull(), "a": types.StringValue("a")} {
		if got := VhostOf(value); got != want {
			t.Errorf("%s: %s", value, got)
		}
	}
}
