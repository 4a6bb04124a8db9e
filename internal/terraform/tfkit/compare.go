package tfkit

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// difference is an attribute that the broker stores otherwise than it was sent.
type difference struct {
	at           path.Path
	sent, stored tftypes.Value
}

// NotAsSentError is what Written.Read returns of an attribute that no state has, such as a password, where the broker has
// another value than was sent.
type NotAsSentError struct{ Attribute string }

// Error says which attribute.
func (e *NotAsSentError) Error() string {
	return "the broker has another " + e.Attribute + " than was sent"
}

func isNotAsSent(err error) bool {
	var other *NotAsSentError
	return errors.As(err, &other)
}

// compare reads an object that was written, and returns it and what differs. It returns no object where an object like it was
// found stored as sent before, and nothing is left to learn: that is no request for each of a thousand queues.
func (c *Cluster) compare(ctx context.Context, w Written, sent tfsdk.State) (stored tfsdk.State, found []difference, err error) {
	stored = tfsdk.State{Schema: sent.Schema, Raw: tftypes.NewValue(sent.Raw.Type(), nil)}
	if w.Read == nil {
		return stored, nil, nil
	}
	like := likeness(w, sent.Raw)
	if _, proven := c.storedAsSent.Load(like); proven && sent.Raw.IsFullyKnown() {
		return stored, nil, nil
	}
	err = c.client.ReadBack(ctx, func(ctx context.Context) (bool, error) {
		err := w.Read(ctx, c.client, &stored)
		if other := (*NotAsSentError)(nil); errors.As(err, &other) {
			found = []difference{{at: path.Root(other.Attribute)}}
			return false, nil
		}
		if err != nil {
			return false, err
		}
		found = differences(path.Empty(), sent.Raw, stored.Raw)
		return len(found) == 0, nil
	})
	if err == nil && len(found) == 0 {
		c.storedAsSent.Store(like, true)
	}
	return stored, found, err
}

var (
	small  = regexp.MustCompile(`[a-z]+`)
	big    = regexp.MustCompile(`[A-Z]+`)
	digits = regexp.MustCompile(`[0-9]`)
)

// likeness is the same for objects of which a broker stores all as sent, or none: they are of one kind, have the same attributes,
// and their values differ in letters and digits alone. What brokers change depends on other characters (line breaks, blanks,
// commas, what is not ASCII), on how long a number is, and on what is set.
func likeness(w Written, sent tftypes.Value) string {
	text := fmt.Sprint(w.Object.DisplayName, w.Prior.Raw.IsNull(), sent.Type(), sent)
	return digits.ReplaceAllString(big.ReplaceAllString(small.ReplaceAllString(text, "a"), "A"), "0")
}

// differences compares what is known of two values, attribute by attribute.
func differences(at path.Path, sent, stored tftypes.Value) (found []difference) {
	switch {
	case !sent.IsKnown(), sent.Equal(stored):
		return nil
	case !sent.Type().Is(tftypes.Object{}) || sent.IsNull() || stored.IsNull():
		if !sent.IsFullyKnown() {
			return nil
		}
		return []difference{{at, sent, stored}}
	}
	before, after := attributesIn(sent), attributesIn(stored)
	if at.Equal(path.Empty()) {
		// It is made of the names.
		delete(before, "id")
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		found = append(found, differences(at.AtName(name), before[name], after[name])...)
	}
	return found
}

// fillUnknown completes what was sent by what is stored. Only what the plan left to the broker is taken over: Terraform refuses a
// state that differs from its plan, and taints it.
func fillUnknown(sent, stored tftypes.Value) tftypes.Value {
	known, from := attributesIn(sent), attributesIn(stored)
	for name, value := range known {
		if !value.IsFullyKnown() {
			known[name] = from[name]
		}
	}
	return tftypes.NewValue(sent.Type(), known)
}

func attributesIn(object tftypes.Value) (attributes map[string]tftypes.Value) {
	if object.As(&attributes) != nil {
		// A state is an object.
		return nil
	}
	// The value itself has this map.
	return maps.Clone(attributes)
}

// addDifferences adds an error at each attribute that differs.
func addDifferences(ctx context.Context, diags *diag.Diagnostics, object Object, state tfsdk.State, differing []difference, outcome string) {
	for _, each := range differing {
		diags.AddAttributeError(each.at, "RabbitMQ stores something else than it was sent", fmt.Sprintf("%s: sent was %s = %s; stored is "+
			"%s.\n\n%s", object.DisplayName, each.at, shown(ctx, state, each.at, each.sent), shown(ctx, state, each.at, each.stored), outcome))
	}
}
