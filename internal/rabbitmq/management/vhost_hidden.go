package management

import (
	"context"
	"slices"
)

// HiddenVhosts returns those of the virtual hosts that the user may not see into. The list of all virtual hosts names them to
// users with the tag "monitoring", and lists of what is in virtual hosts leave them out and do not say so
// (rabbit_mgmt_util:filter_vhost/3 of 3.8 to 4.3; an administrator sees everything). The default exchange, which every virtual
// host has and nobody can delete, shows which ones are seen.
func (c *Client) HiddenVhosts(ctx context.Context, vhosts []string) ([]string, error) {
	self, err := get[struct {
		Tags nameList `json:"tags"`
	}](ctx, c, apiPath("whoami"))
	if err != nil || slices.Contains(self.Tags, "administrator") {
		return nil, err
	}
	exchanges, err := getList[struct {
		Vhost string `json:"vhost"`
	}](ctx, c, apiPath("exchanges")+"?disable_stats=true&columns=vhost")
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, exchange := range exchanges {
		seen[exchange.Vhost] = true
	}
	return slices.DeleteFunc(slices.Clone(vhosts), func(vhost string) bool { return seen[vhost] }), nil
}
