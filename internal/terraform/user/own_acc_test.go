package user_test

import (
	"fmt"
	"regexp"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccUserOfTheProviderStays(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("test")
	as := func(user, password string) string {
		return fmt.Sprintf("provider \"rabbitmqha\" {\n  username = %q\n  password = %q\n}\n", user, password)
	}
	const admin = "  tags = [\"administrator\"]"
	itself, another := as(name, marked("own")), as(broker.Lab.Username, broker.Lab.Password)
	refused := regexp.MustCompile(`The\s+provider\s+itself\s+logs\s+in\s+as`)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: another + withPassword(name, "own", admin)},
			{Config: itself + withPassword(name, "own", admin), Destroy: true, ExpectError: refused},
			{Config: itself + withPassword(name+"2", "own", admin), PlanOnly: true, ExpectError: refused},
			{Config: itself + withPassword(name, "own", "  tags = [\"management\"]"), PlanOnly: true, ExpectError: refused},
			{Config: itself + withPassword(name, "own", "  tags = [\"administrator\", \"mine\"]"), Check: tagsAre(t, broker, name, "administrator,mine")},
			{Config: another + withPassword(name, "own", admin)},
		},
	})
}
