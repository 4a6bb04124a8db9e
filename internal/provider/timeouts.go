package provider

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// maxRetries bounds the retries of one call; pauses of five seconds make more of them longer than any sensible time-out.
const maxRetries = 100

// configureTimeouts reads how long the provider tries. What is left out stays zero, for the client to decide.
func configureTimeouts(config *httpapi.Config, block model, diags *diag.Diagnostics) {
	config.ConnectTimeout = limit("connect_timeout", block.ConnectTimeout, "RABBITMQ_CONNECT_TIMEOUT", diags)
	config.Timeout = limit("timeout", block.Timeout, "RABBITMQ_TIMEOUT", diags)
	config.OperationTimeout = limit("operation_timeout", block.OperationTimeout, "RABBITMQ_OPERATION_TIMEOUT", diags)
	config.WaitForReady = duration("wait_for_ready", block.WaitForReady, "RABBITMQ_WAIT_FOR_READY", 0, diags)
	config.MaxRetries = retries(block.MaxRetries, diags)
	checkPart("connect_timeout", config.ConnectTimeout, "timeout", config.Timeout, diags)
	checkPart("connect_timeout", config.ConnectTimeout, "operation_timeout", config.OperationTimeout, diags)
	checkPart("timeout", config.Timeout, "operation_timeout", config.OperationTimeout, diags)
}

// limit is a duration of which nothing would be left at zero.
func limit(name string, value types.String, variable string, diags *diag.Diagnostics) time.Duration {
	return duration(name, value, variable, 1, diags)
}

// duration reads a time from the block, else from the environment; 0 where neither says anything.
func duration(name string, value types.String, variable string, least time.Duration, diags *diag.Diagnostics) time.Duration {
	text := orEnvironment(value, variable)
	if text == "" {
		return 0
	}
	given, err := time.ParseDuration(text)
	fault := ""
	switch {
	case err != nil:
		fault = fmt.Sprintf("%q is not a time such as 90s or 2m: %v.", text, err)
	case given < 0:
		fault = fmt.Sprintf("%q is less than zero.", text)
	case given < least:
		fault = fmt.Sprintf("%q is not more than zero.", text)
	default:
		return given
	}
	diags.AddAttributeError(path.Root(name), "Invalid "+name, fault+from(value.IsNull(), variable))
	return 0
}

// retries reads the number of retries; nil where nothing is said.
func retries(value types.Int64, diags *diag.Diagnostics) *int {
	const name, variable = "max_retries", "RABBITMQ_MAX_RETRIES"
	text := os.Getenv(variable)
	if !value.IsNull() {
		text = strconv.FormatInt(value.ValueInt64(), 10)
	}
	if text == "" {
		return nil
	}
	given, err := strconv.Atoi(text)
	if err != nil || given < 0 || given > maxRetries {
		diags.AddAttributeError(path.Root(name), "Invalid "+name,
			fmt.Sprintf("%q is not a whole number from 0 to %d.", text, maxRetries)+from(value.IsNull(), variable))
	}
	return &given
}

// checkPart refuses a time that is longer than the one it is a part of, where both are given.
func checkPart(name string, part time.Duration, whole string, most time.Duration, diags *diag.Diagnostics) {
	if most > 0 && part > most {
		diags.AddAttributeError(path.Root(name), "Invalid "+name,
			fmt.Sprintf("It is %s, longer than %q, which is %s and includes it.", part, whole, most))
	}
}
