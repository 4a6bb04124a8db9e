package tfkit

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// AddError is the one place where an error of the broker becomes a diagnostic. The summary says what was attempted on
// which object; the detail what the broker answered, where, and what to do.
func AddError(diags *diag.Diagnostics, summary string, err error) {
	detail := err.Error()
	if hint := hintFor(err); hint != "" {
		detail += "\n\n" + hint
	}
	diags.AddError(summary, detail)
}

// hintFor says what a user can do about an error, most telling cause first: what package management concluded from answers, then
// who answered at all, then what the broker answered.
func hintFor(err error) string {
	if hint := hintForConclusion(err); hint != "" {
		return hint
	}
	var unreachable *httpapi.UnreachableError
	var refusal *httpapi.Error
	isOfEndpoints := errors.As(err, &unreachable) && !errors.Is(err, context.Canceled)
	switch {
	case isOfEndpoints && unreachable.Method == http.MethodGet:
		return hintForEndpoints(unreachable)
	case errors.As(err, &refusal) && isForeign(refusal):
		return remedyFor(httpapi.Attempt{Endpoint: refusal.Endpoint, Cause: refusal})
	case errors.Is(err, httpapi.ErrUnauthorized):
		return hintForLogin
	case errors.Is(err, httpapi.ErrAccessRefused):
		return hintForRefusal(err.Error())
	case errors.Is(err, httpapi.ErrInequivalent):
		return "It exists already, with other properties than the configuration says, and cannot be changed. Take it over with an " +
			"import block and a configuration that fits it, delete it, or choose another name."
	case errors.Is(err, httpapi.ErrTimeout):
		return "The broker did not finish in time, and may finish later: plan again before anything else. Where a majority of " +
			"the nodes is not running, nothing can be changed until it is. A longer \"timeout\" in the provider may help."
	case errors.Is(err, httpapi.ErrNotFound):
		return "Check that the virtual host exists and that the objects named here are created before (depends_on)."
	case isOfEndpoints:
		return hintForEndpoints(unreachable)
	}
	return ""
}

// hintForConclusion is hintFor for the errors that stand for more than one answer.
func hintForConclusion(err error) string {
	switch {
	case errors.Is(err, management.ErrHidden):
		return "RabbitMQ from 4.3.3 on answers the same whether the virtual host does not exist or the provider's user has no " +
			"permissions in it, so that nothing is taken for gone. Give the user permissions (rabbitmqctl set_permissions -p VHOST USER " +
			"CONFIGURE WRITE READ); where the virtual host is really gone, forget what was in it: terraform state rm."
	case errors.Is(err, management.ErrEmptyView):
		return "It is starting, or recovering, and nothing is taken for gone on its word. Plan again when it has its metadata, and " +
			"name more than one node in \"endpoints\" where there are more: then another one is asked."
	case errors.Is(err, management.ErrNoMajority):
		return "Nothing was changed here. Bring the nodes back that are down, and apply again."
	case errors.Is(err, httpapi.ErrAnswerLost):
		return "The change may have been made, or still be: plan again before anything else. Terraform then shows what is left " +
			"to do; an object that was created and is not in the state yet is taken over with an import block, or with " +
			"adopt_existing = true in the provider block."
	case errors.Is(err, management.ErrUnconfirmed):
		return "An object is dropped from the state only when two nodes agree that it is gone. Bring a second node of " +
			"\"endpoints\" back, or name only the endpoints that exist."
	}
	return ""
}

// isForeign reports whether an answer comes from something else than a broker, whatever its status means.
func isForeign(refusal *httpapi.Error) bool {
	switch httpapi.Diagnose(refusal).Failure {
	case httpapi.FailureForeign, httpapi.FailureGateway, httpapi.FailureNeedsTLS, httpapi.FailureProxy:
		return true
	}
	return false
}

const hintForLogin = "Check username and password of the provider (RABBITMQ_USERNAME, RABBITMQ_PASSWORD). The user needs a tag " +
	"such as \"management\" or \"administrator\", and \"guest\" may log in only from the broker's own machine."

// AddProblems turns broken rules into errors, or warnings, at the attributes that break them.
func AddProblems(diags *diag.Diagnostics, problems []topology.Problem) {
	for _, problem := range problems {
		if problem.Attribute == "" {
			diags.AddError(problem.Summary, problem.Detail)
			continue
		}
		at := pathOf(problem.Attribute)
		if problem.Warning {
			diags.AddAttributeWarning(at, problem.Summary, problem.Detail)
		} else {
			diags.AddAttributeError(at, problem.Summary, problem.Detail)
		}
	}
}

// pathOf is the path of an attribute as problems name it: "source.uris[1]".
func pathOf(attribute string) path.Path {
	at := path.Empty()
	for step := range strings.SplitSeq(attribute, ".") {
		name, index, indexed := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		at = at.AtName(name)
		if number, err := strconv.Atoi(index); indexed && err == nil {
			at = at.AtListIndex(number)
		}
	}
	return at
}

// AddNodesError is AddError for the list of nodes, asked for after the overview: it knows that the user has just been let
// in, so that its password is not to blame.
func AddNodesError(diags *diag.Diagnostics, err error) {
	const failed = "Could not read the cluster's nodes"
	if errors.Is(err, httpapi.ErrUnauthorized) || errors.Is(err, httpapi.ErrAccessRefused) {
		diags.AddError(failed, err.Error()+"\n\nThe provider's user lacks the tag \"monitoring\". Give it that "+
			"(rabbitmqctl set_user_tags USER monitoring), or \"administrator\".")
		return
	}
	AddError(diags, failed, err)
}
