package management

import "context"

// ClusterName reads the cluster's name; until somebody sets one, it is a default made of the answering node's name.
func (c *Client) ClusterName(ctx context.Context) (string, error) {
	var answer struct {
		Name string `json:"name"`
	}
	err := c.get(ctx, apiPath("cluster-name"), &answer)
	return answer.Name, err
}

// SetClusterName sets it; it takes the administrator tag.
func (c *Client) SetClusterName(ctx context.Context, name string) error {
	return c.put(ctx, apiPath("cluster-name"), map[string]string{"name": name})
}
