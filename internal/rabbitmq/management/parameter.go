package management

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// Parameter is a runtime parameter of a virtual host: the configuration of plugins such as
// federation and shovel.
type Parameter struct {
	// Component is what the parameter is for: "shovel", "federation-upstream".
	Component string `json:"component"`
	Vhost     string `json:"vhost"`
	Name      string `json:"name"`
	// Value is any JSON, with numbers as json.Number when read. The broker gives an empty object back as an empty list.
	Value any `json:"value"`
	// Secret says that the value holds passwords, so that errors repeat nothing of it.
	Secret bool `json:"-"`
}

func (p Parameter) path() string { return apiPath("parameters", p.Component, p.Vhost, p.Name) }

// Parameter reads one parameter; ErrNotFound if there is none of that name. Passwords in URIs are not hidden by any
// version up to 4.3.
func (c *Client) Parameter(ctx context.Context, component, vhost, name string) (*Parameter, error) {
	wanted := Parameter{Component: component, Vhost: vhost, Name: name}
	key := objectKey{Component: component, Vhost: vhost, Name: name}
	found, err := readShared[Parameter](ctx, c, apiPath("parameters", component, vhost), key, wanted.path())
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// PutParameter creates or replaces a parameter, and what it is for starts again with it. ErrNoComponent says that the
// plugin of its component is not enabled.
func (c *Client) PutParameter(ctx context.Context, p Parameter) error {
	err := c.put(ctx, p.path(), p)
	var refusal *httpapi.Error
	if !errors.As(err, &refusal) || refusal.Status != http.StatusBadRequest || errors.Is(err, httpapi.ErrTimeout) {
		return err
	}
	if p.Secret {
		refusal = redacted(refusal)
	}
	if noComponent.MatchString(refusal.Reason) {
		return fmt.Errorf("%w: %w", ErrNoComponent, refusal)
	}
	return refusal
}

// DeleteParameter removes a parameter, and ends what it was for.
func (c *Client) DeleteParameter(ctx context.Context, component, vhost, name string) error {
	return c.remove(ctx, Parameter{Component: component, Vhost: vhost, Name: name}.path())
}
