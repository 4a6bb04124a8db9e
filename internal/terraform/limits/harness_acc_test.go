package limits_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// subject is a virtual host or a user with a name of every kind of character, and how its limits are declared.
type subject struct {
	broker                       *acctest.Broker
	owner, collection, api, name string
	second                       string // the limit that the other kind does not have
}

func vhost(t *testing.T) subject {
	t.Helper()
	broker := acctest.Start(t)
	return made(t, subject{broker: broker, owner: "vhost", collection: "vhosts", api: "vhost-limits", second: "queues"}, map[string]any{})
}

func user(t *testing.T) subject {
	t.Helper()
	broker := acctest.Start(t)
	if !broker.Version.AtLeast(3, 8, 10) {
		t.Skipf("RabbitMQ %s has no limits of users", broker.Version)
	}
	return made(t, subject{broker: broker, owner: "user", collection: "users", api: "user-limits", second: "channels"},
		map[string]any{"tags": "", "password_hash": ""})
}

func made(t *testing.T, s subject, object map[string]any) subject {
	t.Helper()
	s.name = tfacctest.RandomWithPrefix("a/b@c%d é")
	s.broker.Put(t, object, s.collection, s.name)
	t.Cleanup(func() { s.broker.Delete(t, s.collection, s.name) })
	return s
}

func (s subject) address() string { return "rabbitmqha_" + s.owner + "_limits.test" }

func (s subject) config(more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_%s_limits\" \"test\" {\n  %s = %q\n%s\n}\n", s.owner, s.owner, s.name, more)
}

// limits are the attributes of both limits; an empty value leaves one out.
func (s subject) limits(connections, second string) string {
	more := ""
	if connections != "" {
		more += "  max_connections = " + connections + "\n"
	}
	if second != "" {
		more += "  max_" + s.second + " = " + second + "\n"
	}
	return s.config(more)
}

func (s subject) are(t *testing.T, want string) resource.TestCheckFunc {
	t.Helper()
	return func(*terraform.State) error {
		if got := s.read(t); got != want {
			return fmt.Errorf("the broker has the limits %s, want %s", got, want)
		}
		return nil
	}
}

// read asks the broker by itself: what it answers is a list.
func (s subject) read(t *testing.T) string {
	t.Helper()
	address := fmt.Sprintf("%s/api/%s/%s", s.broker.Lab.Endpoints()[0], s.api, url.PathEscape(s.name))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(s.broker.Lab.Username, s.broker.Lab.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var list []struct {
		Value map[string]json.Number `json:"value"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		return "map[]"
	}
	return fmt.Sprint(list[0].Value)
}

func (s subject) put(t *testing.T, value int, limit string) {
	t.Helper()
	s.broker.Put(t, map[string]any{"value": value}, s.api, s.name, limit)
}

func (s subject) expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(s.address(), action)}}
}
