package topicpermissions_test

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

const address = "rabbitmqha_topic_permissions.test"

// place is a virtual host, a user and a topic exchange with names of every kind of character.
type place struct {
	broker                *acctest.Broker
	vhost, user, exchange string
}

func newPlace(t *testing.T) place {
	t.Helper()
	p := place{
		broker: acctest.Start(t), vhost: tfacctest.RandomWithPrefix("v/b@c%d é"), user: tfacctest.RandomWithPrefix("u/b@c%d é"),
		exchange: tfacctest.RandomWithPrefix("x/b@c%d é"),
	}
	p.broker.Put(t, map[string]any{}, "vhosts", p.vhost)
	p.broker.Put(t, map[string]any{"tags": "", "password_hash": ""}, "users", p.user)
	p.broker.Put(t, map[string]any{"type": "topic"}, "exchanges", p.vhost, p.exchange)
	t.Cleanup(func() { p.broker.Delete(t, "vhosts", p.vhost); p.broker.Delete(t, "users", p.user) })
	return p
}

func (p place) config(write, read string) string { return p.declare("test", p.exchange, write, read) }

func (p place) declare(label, exchange, write, read string) string {
	return fmt.Sprintf("resource \"rabbitmqha_topic_permissions\" %q {\n  vhost = %q\n  user = %q\n  exchange = %q\n  write = %q\n  read = %q\n}\n",
		label, p.vhost, p.user, exchange, write, read)
}

func (p place) put(t *testing.T, exchange, write, read string) {
	t.Helper()
	p.broker.Put(t, map[string]any{"exchange": exchange, "write": write, "read": read}, "topic-permissions", p.vhost, p.user)
}

// read asks the broker by itself for what it has, by exchange: "write read".
func (p place) read(t *testing.T) map[string]string {
	t.Helper()
	address := fmt.Sprintf("%s/api/topic-permissions/%s/%s", p.broker.Lab.Endpoints()[0], url.PathEscape(p.vhost), url.PathEscape(p.user))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(p.broker.Lab.Username, p.broker.Lab.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	out := map[string]string{}
	if resp.StatusCode == http.StatusNotFound {
		return out
	}
	var list []struct{ Exchange, Write, Read string }
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	for _, each := range list {
		out[each.Exchange] = each.Write + " " + each.Read
	}
	return out
}

func (p place) has(t *testing.T, exchange, want string) resource.TestCheckFunc {
	t.Helper()
	return func(*terraform.State) error {
		if got := p.read(t); got[exchange] != want {
			return fmt.Errorf("the broker has %v, want %q at %s", got, want, exchange)
		}
		return nil
	}
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}
