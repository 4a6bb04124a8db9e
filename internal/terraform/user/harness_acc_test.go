package user_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

const address = "rabbitmqha_user.test"

func config(name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_user\" \"test\" {\n  name = %q\n%s\n}\n", name, more)
}

// marked is a password that can be found where it must not be.
func marked(password string) string { return password + leaks.Unstored }

// withPassword is a configuration with a marked password, which comes from a variable that no plan or state keeps.
func withPassword(name, password, more string) string {
	return fmt.Sprintf("variable \"password\" {\n  type = string\n  ephemeral = true\n  default = %q\n}\n", marked(password)) +
		config(name, "  password_wo = var.password\n"+more)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// statusOf is how the management API answers to a user: 401 to a wrong password.
func statusOf(t *testing.T, broker *acctest.Broker, name, password string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, broker.Lab.Endpoints()[0]+"/api/whoami", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(name, password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// logsIn checks that a user with the tag management gets in with the right password and not with a wrong one.
func logsIn(t *testing.T, broker *acctest.Broker, name, password string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if got := statusOf(t, broker, name, password); got != http.StatusOK {
			return fmt.Errorf("user %q is answered %d with the right password", name, got)
		}
		if got := statusOf(t, broker, name, password+"x"); got != http.StatusUnauthorized {
			return fmt.Errorf("user %q is answered %d with a wrong password", name, got)
		}
		return nil
	}
}

// keepsSecret checks that neither the password nor the broker's hash of it is in the state.
func keepsSecret(t *testing.T, broker *acctest.Broker, name string, secrets ...string) resource.TestCheckFunc {
	return func(state *terraform.State) error {
		secrets := append(secrets, fmt.Sprint(broker.Get(t, "users", name)["password_hash"]))
		for attribute, value := range state.RootModule().Resources[address].Primary.Attributes {
			for _, secret := range secrets {
				if strings.Contains(value, secret) {
					return fmt.Errorf("%s holds a secret", attribute)
				}
			}
		}
		return nil
	}
}

func tagsAre(t *testing.T, broker *acctest.Broker, name, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		// 3.8 writes tags as text.
		got := strings.NewReplacer("[", "", "]", "", " ", ",").Replace(fmt.Sprint(broker.Get(t, "users", name)["tags"]))
		if got != want {
			return fmt.Errorf("user %q has the tags %s, want %s", name, got, want)
		}
		return nil
	}
}
