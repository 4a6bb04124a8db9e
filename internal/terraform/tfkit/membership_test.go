package tfkit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

func TestErrorsOfMembershipsAreDiagnostics(t *testing.T) {
	refused := func(reason error) error {
		return &membership.StepError{Step: "check", Node: "rabbit@b", Err: &membership.RefusedError{
			Node: "rabbit@b", Reason: reason, Detail: "what was found", WhatToDo: "Do something about it",
		}}
	}
	const paragraphs = "Nothing was changed.\n\nwhat was found.\n\nDo something about it."
	connect := func(cause error) error {
		return &membership.StepError{Step: "look", Node: "rabbit@b", Err: &erlang.ConnectError{Node: "rabbit@b", Step: erlang.StepDial, Err: cause}}
	}
	views := []membership.View{{Node: "rabbit@a", Members: []string{"rabbit@a"}}, {Node: "rabbit@b", Members: []string{"rabbit@a", "rabbit@b"}}}
	for name, test := range map[string]struct {
		err    error
		path   string
		detail []string
	}{
		"not empty":     {refused(membership.ErrNotEmpty), "", []string{paragraphs, "not empty"}},
		"other version": {refused(membership.ErrVersionMismatch), "", []string{paragraphs}},
		"elsewhere":     {refused(membership.ErrAlreadyElsewhere), "", []string{paragraphs}},
		"last":          {refused(membership.ErrLastNode), "", []string{paragraphs}},
		"no majority":   {refused(membership.ErrNoMajority), "", []string{paragraphs}},
		"only copy":     {refused(membership.ErrOnlyCopy), "force", []string{paragraphs}},
		"turned back": {&membership.RefusedError{Node: "rabbit@b", Reason: membership.ErrOnlyCopy, Detail: "what was found", Changed: "Something is gone"},
			"force", []string{"the node.\n\nwhat was found.\n\nSomething is gone."}},
		"outcome unknown": {&membership.UnknownOutcomeError{Node: "rabbit@b", Call: "rabbit:stop/0", Err: context.DeadlineExceeded}, "",
			[]string{"rabbit:stop/0", "Plan again in a while"}},
		"not supported":     {refused(membership.ErrNotSupported), "", []string{paragraphs}},
		"disagreement":      {&membership.DisagreementError{Views: views}, "cluster", []string{"rabbit@a has the members rabbit@a;", "rabbit@b has the members rabbit@a, rabbit@b", "forget_cluster_node"}},
		"cookie":            {connect(&erlang.CookieError{Hash: "HASH=="}), "", []string{"HASH==", "RABBITMQ_ERLANG_COOKIE"}},
		"cookie of command": {connect(&erlang.CookieError{}), "", []string{"erlang.command"}},
		"another name":      {connect(&erlang.NameMismatchError{Want: "rabbit@b", Actual: "rabbit@b.example"}), "", []string{"rabbit@b.example", "erlang.addresses"}},
		"jump host":         {connect(&sshdial.HostKeyError{Address: "jump:22"}), "", []string{"erlang.ssh"}},
		"no TLS":            {connect(&erlang.TLSError{Err: errors.New("EOF"), Plain: true}), "", []string{"erlang.tls"}},
		"unreachable":       {connect(&erlang.UnreachableError{Epmd: true, Err: errors.New("refused")}), "", []string{"erlang.epmd_port", "erlang.addresses"}},
		"time is up":        {fmt.Errorf("look: %w", context.DeadlineExceeded), "", []string{"timeouts"}},
		"management API":    {&httpapi.Error{Status: 401}, "", []string{"RABBITMQ_PASSWORD"}},
		"anything else":     {errors.New("a puzzle"), "", []string{"a puzzle"}},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			AddMembershipError(&diags, "rabbit@b could not join", test.err, ErrorAttribute{membership.ErrOnlyCopy, "force"}, ErrorAttribute{membership.ErrViewsDisagree, "cluster"})
			at := ""
			if with, ok := diags[0].(diag.DiagnosticWithPath); ok {
				at = with.Path().String()
			}
			if len(diags) != 1 || at != test.path || diags[0].Summary() != "rabbit@b could not join" {
				t.Errorf("at %q: %v", at, diags)
			}
			for _, part := range test.detail {
				if !strings.Contains(diags[0].Detail(), part) {
					t.Errorf("%q is not in %q", part, diags[0].Detail())
				}
			}
		})
	}
}
