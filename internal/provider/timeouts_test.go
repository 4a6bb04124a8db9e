package provider

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

func TestTimesAndRetriesThatMakeNoSenseAreErrorsAtTheirAttribute(t *testing.T) {
	text := types.StringValue
	for name, test := range map[string]struct {
		block        model
		variable     string
		value        string
		path, detail string
	}{
		"no unit":                     {model{Timeout: text("90")}, "", "", "timeout", "such as 90s"},
		"negative":                    {model{Timeout: text("-1s")}, "", "", "timeout", "less than zero"},
		"nothing left":                {model{OperationTimeout: text("0s")}, "", "", "operation_timeout", "not more than zero"},
		"no connection":               {model{ConnectTimeout: text("0s")}, "", "", "connect_timeout", "not more than zero"},
		"no time":                     {model{WaitForReady: text("long")}, "", "", "wait_for_ready", "such as 90s"},
		"negative wait":               {model{WaitForReady: text("-5m")}, "", "", "wait_for_ready", "less than zero"},
		"negative retries":            {model{MaxRetries: types.Int64Value(-1)}, "", "", "max_retries", "from 0 to 100"},
		"too many retries":            {model{MaxRetries: types.Int64Value(101)}, "", "", "max_retries", "from 0 to 100"},
		"retries of the environment":  {model{}, "RABBITMQ_MAX_RETRIES", "many", "max_retries", "RABBITMQ_MAX_RETRIES"},
		"connection of environment":   {model{}, "RABBITMQ_CONNECT_TIMEOUT", "10", "connect_timeout", "RABBITMQ_CONNECT_TIMEOUT"},
		"operation of environment":    {model{}, "RABBITMQ_OPERATION_TIMEOUT", "x", "operation_timeout", "RABBITMQ_OPERATION_TIMEOUT"},
		"wait of environment":         {model{}, "RABBITMQ_WAIT_FOR_READY", "x", "wait_for_ready", "RABBITMQ_WAIT_FOR_READY"},
		"connection within request":   {model{ConnectTimeout: text("2m"), Timeout: text("1m")}, "", "", "connect_timeout", `"timeout", which is 1m0s`},
		"connection within operation": {model{ConnectTimeout: text("2m"), OperationTimeout: text("1m")}, "", "", "connect_timeout", `"operation_timeout"`},
		"request within operation":    {model{Timeout: text("2m"), OperationTimeout: text("1m")}, "", "", "timeout", `"operation_timeout", which is 1m0s`},
	} {
		t.Run(name, func(t *testing.T) {
			if test.variable != "" {
				t.Setenv(test.variable, test.value)
			}
			var diags diag.Diagnostics
			configureTimeouts(&httpapi.Config{}, test.block, &diags)
			if len(diags) != 1 {
				t.Fatalf("%d diagnostics: %v", len(diags), diags)
			}
			at, ok := diags[0].(diag.DiagnosticWithPath)
			if !ok || at.Path().String() != test.path || diags[0].Summary() != "Invalid "+test.path {
				t.Errorf("%v, want it at %s", diags[0], test.path)
			}
			if !strings.Contains(diags[0].Detail(), test.detail) {
				t.Errorf("it does not say %q: %s", test.detail, diags[0].Detail())
			}
		})
	}
}

func TestTimesAndRetriesComeFromTheBlockElseFromTheEnvironment(t *testing.T) {
	var diags diag.Diagnostics
	var nothing, environment, both httpapi.Config
	configureTimeouts(&nothing, model{}, &diags)
	if nothing.Timeout != 0 || nothing.MaxRetries != nil {
		t.Errorf("nothing was said, and it is %+v", nothing)
	}
	for variable, value := range map[string]string{
		"RABBITMQ_CONNECT_TIMEOUT": "1s", "RABBITMQ_TIMEOUT": "2s", "RABBITMQ_OPERATION_TIMEOUT": "3s",
		"RABBITMQ_WAIT_FOR_READY": "0s", "RABBITMQ_MAX_RETRIES": "0",
	} {
		t.Setenv(variable, value)
	}
	configureTimeouts(&environment, model{}, &diags)
	configureTimeouts(&both, model{
		ConnectTimeout: types.StringValue("2s"), Timeout: types.StringValue("3s"), OperationTimeout: types.StringValue("4s"),
		WaitForReady: types.StringValue("5s"), MaxRetries: types.Int64Value(6),
	}, &diags)
	if diags.HasError() {
		t.Fatal(diags)
	}
	for _, each := range []struct {
		got     httpapi.Config
		want    []float64
		retries int
	}{
		{environment, []float64{1, 2, 3, 0}, 0},
		{both, []float64{2, 3, 4, 5}, 6},
	} {
		for i, got := range []time.Duration{each.got.ConnectTimeout, each.got.Timeout, each.got.OperationTimeout, each.got.WaitForReady} {
			if got.Seconds() != each.want[i] {
				t.Errorf("time %d is %s, want %v s", i, got, each.want[i])
			}
		}
		if *each.got.MaxRetries != each.retries {
			t.Errorf("%d retries, want %d", *each.got.MaxRetries, each.retries)
		}
	}
}
