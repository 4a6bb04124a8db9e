package management

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	rabbithole "github.com/michaelklishin/rabbit-hole/v2"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
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
	// ProtectedFromDeletion reports whether the broker refuses to delete it; nil before 4.0.6. PutVhost leaves it as it is.
	ProtectedFromDeletion *bool `json:"protected_from_deletion"`
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
const vhostList = "?columns=name,description,tags,default_queue_type,tracing,protected_from_deletion"

// Vhost reads one virtual host; ErrNotFound if there is none of that name.
func (c *Client) Vhost(ctx context.Context, name string) (*Vhost, error) {
	vhost, err := readShared[Vhost](ctx, c, apiPath("vhosts")+vhostList, objectKey{Name: name}, apiPath("vhosts", name)+vhostList)
	if err != nil {
		return nil, err
	}
	vhost.normalize()
	return &vhost, nil
}

// Vhosts reads the virtual hosts that the user may see.
func (c *Client) Vhosts(ctx context.Context) ([]Vhost, error) {
	vhosts, err := getList[Vhost](ctx, c, apiPath("vhosts")+vhostList)
	for i := range vhosts {
		vhosts[i].normalize()
	}
	return vhosts, err
}

// normalize clears a type of queue that is none: brokers of 3.10 store one that they do not know as the word "undefined".
func (v *Vhost) normalize() {
	if v.DefaultQueueType == "undefined" {
		v.DefaultQueueType = ""
	}
}

// PutVhost creates or replaces a virtual host.
func (c *Client) PutVhost(ctx context.Context, vhost Vhost) error {
	return withoutStandIn(c.rabbitHole(ctx).PutVhost(vhost.Name, rabbithole.VhostSettings{
		Description:      vhost.Description,
		Tags:             rabbithole.VhostTags(vhost.Tags),
		DefaultQueueType: vhost.DefaultQueueType,
		Tracing:          vhost.Tracing,
	}))
}

// ProtectVhost has the broker refuse to delete a virtual host, or not any more. From 4.0.6.
func (c *Client) ProtectVhost(ctx context.Context, name string, protect bool) error {
	path := apiPath("vhosts", name, "deletion", "protection")
	method := http.MethodPost
	if !protect {
		method = http.MethodDelete
	}
	_, err := c.api.Do(ctx, httpapi.Request{Method: method, Path: path, Repeatable: true})
	return err
}

// DeleteVhost deletes a virtual host with everything in it: queues with their messages, exchanges, policies. ErrProtected
// says that the virtual host is protected from that.
func (c *Client) DeleteVhost(ctx context.Context, name string) error {
	err := c.remove(ctx, apiPath("vhosts", name))
	var refusal *httpapi.Error
	if errors.As(err, &refusal) && refusal.Status == http.StatusInternalServerError {
		// So do brokers up to 4.3.6 answer where they fail to write a name that is not ASCII into their refusal.
		vhost, lookErr := c.Vhost(ctx, name)
		if lookErr == nil && vhost.ProtectedFromDeletion != nil && *vhost.ProtectedFromDeletion {
			return fmt.Errorf("%w: %w", httpapi.ErrProtected, err)
		}
	}
	return err
}
