package permissions

import (
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// refusals are what the broker answers with status 400 where something is missing or wrong, what that is about, and what
// to do.
var refusals = []struct{ word, attribute, hint string }{
	{"vhost_or_user_not_found", "user", "Make virtual host and user first: write vhost = rabbitmqha_vhost.NAME.name and user = rabbitmqha_user.NAME.name."},
	{"no_such_user", "user", "Make the user first: write user = rabbitmqha_user.NAME.name."},
	{"no_such_vhost", "vhost", "Make the virtual host first: write vhost = rabbitmqha_vhost.NAME.name."},
	{"no_such_exchange", "exchange", "Make the exchange first: write exchange = rabbitmqha_exchange.NAME.name."},
}

// AddWriteError is tfkit.AddError for permissions that the broker refuses.
func AddWriteError(diags *diag.Diagnostics, failed string, err error) {
	var refusal *httpapi.Error
	if errors.As(err, &refusal) {
		for _, each := range refusals {
			if strings.Contains(refusal.Reason, each.word) {
				diags.AddAttributeError(path.Root(each.attribute), failed, err.Error()+"\n\n"+each.hint)
				return
			}
		}
	}
	tfkit.AddError(diags, failed, err)
}
