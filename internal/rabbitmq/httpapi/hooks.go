package httpapi

import (
	"context"
	"time"
)

// Hooks are what the client has to ask of those who know the objects behind the paths. Each may be nil, which stands for the
// answer that its comment names. They are called by several goroutines at once, and may send requests with AnyEndpoint,
// OneEndpoint, OtherEndpoint and RoundTrip, but not with Do, which calls them.
type Hooks struct {
	// ReadyPath is what is asked for while the client waits for the API to be ready; any user may read it. "" means "/".
	ReadyPath string
	// BeforeWrite decides whether a change may be sent. again: it was sent just now and the answer was lost, so that nothing
	// counts that was seen before. complete reports whether the cluster had all its nodes, for Evidence. nil means that the
	// change may be sent, and that nothing is known of the nodes.
	BeforeWrite func(ctx context.Context, method, path string, again bool) (complete bool, err error)
	// VerifyNotFound returns the error of a request as it is, or another one in place of an ErrNotFound that does not count. nil
	// means that each counts.
	VerifyNotFound func(ctx context.Context, path string, err error) error
	// ConfirmNotFound returns ErrNotFound where the object of a DELETE whose answer was lost does not exist. It is given the
	// look-up's answer, from before VerifyNotFound. nil means that this one answer is enough.
	ConfirmNotFound func(ctx context.Context, missing *Error) error
	// ExplainLost adds to the failure of a change whose answer was lost what may be the reason. nil means that it is left alone.
	ExplainLost func(ctx context.Context, err error) error
	// DoubtedUntil is until when an outcome is not believed, and asked for again, since it contradicts what this client has
	// changed; the zero time means that it is believed, and so does nil.
	DoubtedUntil func(outcome Outcome) time.Time
}

// Outcome is how a request ended, for Hooks.DoubtedUntil.
type Outcome struct {
	Method string
	// Path is without a query.
	Path string
	Err  error
	// ChangedUntil is Client.ChangedUntil at the time when the request began.
	ChangedUntil time.Time
}

func (h Hooks) withDefaults() Hooks {
	if h.ReadyPath == "" {
		h.ReadyPath = "/"
	}
	if h.BeforeWrite == nil {
		h.BeforeWrite = func(context.Context, string, string, bool) (bool, error) { return false, nil }
	}
	if h.VerifyNotFound == nil {
		h.VerifyNotFound = func(_ context.Context, _ string, err error) error { return err }
	}
	if h.ConfirmNotFound == nil {
		h.ConfirmNotFound = func(_ context.Context, missing *Error) error { return missing }
	}
	if h.ExplainLost == nil {
		h.ExplainLost = func(_ context.Context, err error) error { return err }
	}
	if h.DoubtedUntil == nil {
		h.DoubtedUntil = func(Outcome) time.Time { return time.Time{} }
	}
	return h
}
