package deliverycheck

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// address checks host:port.
type address struct{}

func (address) Description(context.Context) string         { return "host:port" }
func (address) MarkdownDescription(context.Context) string { return "`host:port`" }

func (address) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !tfkit.IsSet(req.ConfigValue) {
		return
	}
	host, port, err := net.SplitHostPort(req.ConfigValue.ValueString())
	number, portErr := strconv.ParseUint(port, 10, 16)
	if err != nil || portErr != nil || host == "" || number == 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not an address", fmt.Sprintf("%q is not host:port. Write it like "+
			"\"rabbit.example.com:5672\" or \"[2001:db8::1]:5671\".", req.ConfigValue.ValueString()))
	}
}

// duration checks a time with its unit, longer than nothing and up to ten minutes.
type duration struct{}

const longest = 10 * time.Minute

func (duration) Description(context.Context) string         { return "a duration such as 30s" }
func (duration) MarkdownDescription(context.Context) string { return "a duration such as `30s`" }

func (duration) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !tfkit.IsSet(req.ConfigValue) {
		return
	}
	value, err := time.ParseDuration(req.ConfigValue.ValueString())
	if err != nil || value <= 0 || value > longest {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a usable time", fmt.Sprintf("%q is not a time between 0 and %s. Write it with its "+
			"unit, like \"30s\" or \"2m\".", req.ConfigValue.ValueString(), longest))
	}
}
