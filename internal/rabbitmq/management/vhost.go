package management

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	rabbithole "github.com/michaelklishin/rabbit-hole/v2"
)

// Vhost is a virtual host. A PUT replaces all of it, so a change of one field must carry the others along.
type Vhost struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Tags        nameList `json:"tags"`
	// DefaultQueueType is what a queue declared without a type becomes; empty where nobody set it (brokers before 3.11
	// do not know it).
	DefaultQueueType string `json:"default_queue_type"`
	Tracing          bool   `json:"tracing"`
}

// nameList reads a list of names that some versions write as JSON list and some as comma-separated text.
type nameList []string

// UnmarshalJSON accepts both forms.
func (l *nameList) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*l = slices.DeleteFunc(strings.Split(text, ","), func(s string) bool { return s == "" })
		return nil
	}
	var names []string
	if err := json.Unmarshal(data, &names); err != nil {
		return err
	}
	*l = names
	return nil
}

// vhostList leaves out message rates, as far as the broker lets it.
const vhostList = "?columns=name,description,tags,default_queue_type,tracing"

// Vhost reads one virtual host; ErrNotFound if there is none of that name.
func (c *Client) Vhost(ctx context.Context, name string) (*Vhost, error) {
	vhost, err := readShared[Vhost](ctx, c, apiPath("vhosts")+vhostList, objectKey{Name: name}, apiPath("vhosts", name)+vhostList)
	if err != nil {
		return nil, err
	}
	// Brokers of 3.10 store a type that they do not know as the word "undefined".
	if vhost.DefaultQueueType == "undefined" {
		vhost.DefaultQueueType = ""
	}
	return &vhost, nil
}

// PutVhost creates or replaces a virtual host.
func (c *Client) PutVhost(ctx context.Context, vhost Vhost) error {
	return written(c.hole(ctx).PutVhost(vhost.Name, rabbithole.VhostSettings{
		Description:      vhost.Description,
		Tags:             rabbithole.VhostTags(vhost.Tags),
		DefaultQueueType: vhost.DefaultQueueType,
		Tracing:          vhost.Tracing,
	}))
}

// DeleteVhost deletes a virtual host with everything in it: queues with their messages, exchanges, policies.
func (c *Client) DeleteVhost(ctx context.Context, name string) error {
	return c.remove(ctx, apiPath("vhosts", name), "")
}
