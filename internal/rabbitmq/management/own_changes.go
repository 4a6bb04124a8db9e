package management

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// What this client has changed is remembered by package httpapi, by paths. Which outcome contradicts it, so that it comes from a
// node that has not heard of the change, is decided here, where the objects behind the paths are known.

// owners are the objects with which an object goes.
func owners(path string) (paths []string) {
	steps := strings.Split(strings.TrimPrefix(path, "/api/"), "/")
	if vhost := vhostIn(path); vhost != "" {
		paths = append(paths, "/api/vhosts/"+vhost)
	}
	const named = 3
	switch {
	case (steps[0] == "permissions" || steps[0] == "topic-permissions") && len(steps) >= named:
		paths = append(paths, "/api/vhosts/"+steps[1], "/api/users/"+steps[2])
	case steps[0] == "user-limits" && len(steps) > 1:
		paths = append(paths, "/api/users/"+steps[1])
	}
	return paths
}

// removedUntil is how long an object that is found may be one that this client has removed, alone or with what it was in; zero
// if it has not.
func (c *Client) removedUntil(path string) time.Time {
	return c.api.RemovedUntil(path, owners(path)...)
}

// doubtedUntil is until when an outcome is not believed, since it contradicts what this client has changed; zero where it is.
func (c *Client) doubtedUntil(o httpapi.Outcome) time.Time {
	writes := o.Method == http.MethodPut || o.Method == http.MethodPost
	switch {
	case o.Method == http.MethodGet && o.Err == nil:
		return c.removedUntil(o.Path)
	case writes && lacksOther(o.Err):
		return o.ChangedUntil
	case writes && errors.Is(o.Err, httpapi.ErrAccessRefused):
		// The user who makes a virtual host gets all permissions in it, after that.
		return c.api.MadeUntil("/api/vhosts/" + vhostIn(o.Path))
	case !writes && saysAbsent(o.Err):
		return c.api.MadeUntil(o.Path)
	}
	return time.Time{}
}

// lacksOther reports whether a write was refused because another object does not exist.
func lacksOther(err error) bool {
	var refusal *httpapi.Error
	return saysAbsent(err) || errors.As(err, &refusal) && refusal.Status == http.StatusBadRequest && noOther.MatchString(refusal.Reason)
}

// noOther is what brokers say with status 400 of a virtual host, user or exchange that is missing (rabbit_mgmt_wm_permission,
// rabbit_mgmt_wm_topic_permission, rabbit_auth_backend_internal, rabbit_vhost).
var noOther = regexp.MustCompile(`vhost_or_user_not_found|no_such_(user|vhost|exchange)`)
