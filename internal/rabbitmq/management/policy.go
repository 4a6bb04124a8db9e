package management

import (
	"context"

	rabbithole "github.com/michaelklishin/rabbit-hole/v2"
)

// Policy is a policy or an operator policy; which of the two is said by the call.
type Policy struct {
	Vhost      string         `json:"vhost"`
	Name       string         `json:"name"`
	Pattern    string         `json:"pattern"`
	ApplyTo    string         `json:"apply-to"`
	Priority   int64          `json:"priority"`
	Definition map[string]any `json:"definition"`
}

// PolicyKind distinguishes policies of users from those of operators: the broker keeps them apart and merges them.
type PolicyKind string

// The kinds, named as the paths of the API.
const (
	UserPolicy     PolicyKind = "policies"
	OperatorPolicy PolicyKind = "operator-policies"
)

// Policy reads one policy; ErrNotFound if there is none of that name.
func (c *Client) Policy(ctx context.Context, kind PolicyKind, vhost, name string) (*Policy, error) {
	policy, err := readShared[Policy](ctx, c, apiPath(string(kind), vhost), objectKey{Vhost: vhost, Name: name}, apiPath(string(kind), vhost, name))
	if err != nil {
		return nil, err
	}
	return &policy, nil
}

// Policies reads the policies of one kind in a virtual host, or in all that the user may see if it is empty; ErrNotFound
// if there is no such virtual host.
func (c *Client) Policies(ctx context.Context, kind PolicyKind, vhost string) ([]Policy, error) {
	return getObject[[]Policy](ctx, c, listPath(string(kind), vhost))
}

// PutPolicy creates or replaces a policy. It takes effect on every matching object at once.
func (c *Client) PutPolicy(ctx context.Context, kind PolicyKind, p Policy) error {
	policy := rabbithole.Policy{
		Vhost: p.Vhost, Name: p.Name, Pattern: p.Pattern, ApplyTo: p.ApplyTo, Priority: int(p.Priority),
		Definition: rabbithole.PolicyDefinition(p.Definition),
	}
	if kind == OperatorPolicy {
		return withoutStandIn(c.rabbitHole(ctx).PutOperatorPolicy(p.Vhost, p.Name, rabbithole.OperatorPolicy(policy)))
	}
	return withoutStandIn(c.rabbitHole(ctx).PutPolicy(p.Vhost, p.Name, policy))
}

// DeletePolicy removes a policy; objects that it matched fall back to the next one that matches.
func (c *Client) DeletePolicy(ctx context.Context, kind PolicyKind, vhost, name string) error {
	return c.remove(ctx, apiPath(string(kind), vhost, name))
}
