package management

import "context"

// GlobalParameter is a runtime parameter of the whole cluster.
type GlobalParameter struct {
	Name string `json:"name"`
	// Value is any JSON, with numbers as json.Number when read. The broker gives an empty object back as an empty list.
	Value any `json:"value"`
}

// GlobalParameter reads one global parameter; ErrNotFound if there is none of that name.
func (c *Client) GlobalParameter(ctx context.Context, name string) (*GlobalParameter, error) {
	const list = "global-parameters"
	found, err := readShared[GlobalParameter](ctx, c, apiPath(list), objectKey{Name: name}, apiPath(list, name))
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// PutGlobalParameter creates or replaces a global parameter. The broker takes any value.
func (c *Client) PutGlobalParameter(ctx context.Context, p GlobalParameter) error {
	return c.put(ctx, apiPath("global-parameters", p.Name), p)
}

// DeleteGlobalParameter removes a global parameter.
func (c *Client) DeleteGlobalParameter(ctx context.Context, name string) error {
	return c.remove(ctx, apiPath("global-parameters", name))
}
