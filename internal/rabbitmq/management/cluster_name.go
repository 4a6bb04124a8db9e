package management

import "context"

// ClusterName reads the cluster's name; until somebody sets one, it is a default made of the answering node's name.
func (c *Client) ClusterName(ctx context.Context) (string, error) {
	type clusterName struct {
		Name string `json:"name"`
	}
	answer, err := get[clusterName](ctx, c, apiPath("cluster-name"))
	return answer.Name, err
}

// SetClusterName sets it; it takes the administrator tag.
func (c *Client) SetClusterName(ctx context.Context, name string) error {
	return c.put(ctx, apiPath("cluster-name"), map[string]string{"name": name})
}
