package user_test

import (
	"fmt"
	"net/http"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccUserPasswordIsRotated(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("test")
	const tags = "  tags = [\"management\"]\n"
	is := func(password string) resource.TestCheckFunc { return logsIn(t, broker, name, marked(password)) }
	derived := func(password, more string) string {
		return fmt.Sprintf("resource \"terraform_data\" \"password\" {\n  input = %q\n}\n", password) +
			config(name, "  password_wo = \"${terraform_data.password.output}"+marked("")+"\"\n"+tags+more)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: withPassword(name, "one", tags), Check: is("one")},
			{Config: withPassword(name, "two", tags), Check: is("two"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{Config: withPassword(name, "three", tags+"  password_wo_version = 3"), Check: is("three")},
			// From here on a password that is another one each time.
			{Config: withPassword(name, "three", tags+"  password_wo_version = 3\n  verify_password = false"), Check: is("three")},
			{
				Config:           withPassword(name, "random", tags+"  password_wo_version = 3\n  verify_password = false"),
				ConfigPlanChecks: expect(plancheck.ResourceActionNoop), Check: is("three"),
			},
			{
				Config:           withPassword(name, "four", tags+"  password_wo_version = 4\n  verify_password = false"),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: is("four"),
			},
			// A password that is known only while applying waits for the next plan, for another version, or for another change.
			{Config: derived("five", "  password_wo_version = 5"), Check: is("five")},
			{Config: derived("six", "  password_wo_version = 5"), Check: is("five"), ExpectNonEmptyPlan: true},
			{Config: derived("six", "  password_wo_version = 5"), Check: is("six")},
			{Config: derived("seven", "  password_wo_version = 6"), Check: is("seven")},
			// Without a password of its own, the resource leaves the one that is there.
			{Config: config(name, tags), Check: is("seven"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{Config: config(name, "  tags = [\"management\", \"mine\"]"), Check: is("seven")},
			{Config: withPassword(name, "eight", ""), Check: tagsAre(t, broker, name, "")},
		},
	})
}

func TestAccUserPasswordHash(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("test")
	const tags = "  tags = [\"management\"]\n"
	// Hashes of "pass wörd", made by rabbit_password:hash/2.
	const sha512 = "kIyOBJDtqV5GzQPTyQaacha8ibW0fSOBXQWU2MFBZ04/RlsC59WaQcRAR9kB1A6Vhr2v5Fg3Ve+SQ1LCEgg/hixbPUc="
	const md5 = "ryNeUwwDWAIS5Mtg542M+JVPtGM="
	const sha256 = "N8es3lNFGwhq+mj9GLBI9E2gCvYSzB3sR0ElpAX4fFTMsGA2" // of "s"
	// Of nothing that anybody knows: it can be found where it must not be.
	const unknown = "N8es3lNFGwhq+mj97f3aSecretYSzB3sR0ElpAX4fFTMsGA2"
	with := func(hash, algorithm string) string {
		out := tags + fmt.Sprintf("  password_hash = %q\n", hash)
		if algorithm != "" {
			out += fmt.Sprintf("  hashing_algorithm = \"rabbit_password_hashing_%s\"\n", algorithm)
		}
		return config(name, out)
	}
	is := func(password string) resource.TestCheckFunc { return logsIn(t, broker, name, password) }
	theirs := func() {
		broker.Put(t, map[string]any{"tags": "management", "password": marked("theirs")}, "users", name)
	}
	none := func(*terraform.State) error {
		if got := statusOf(t, broker, name, marked("theirs")); got != http.StatusUnauthorized {
			return fmt.Errorf("the password is still there: %d", got)
		}
		return nil
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: with(sha512, "sha512"), Check: is("pass wörd")},
			{
				ResourceName: address, ImportState: true, ImportStateVerify: true,
				ImportStateVerifyIgnore: []string{"password_hash", "last_password_update"},
			},
			{Config: with(md5, "md5"), Check: is("pass wörd"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{Config: with(sha256, ""), Check: is("s"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{PreConfig: theirs, Config: with(sha256, ""), Check: is("s"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{
				Config: with("", ""), Check: none,
				ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("last_password_update"), knownvalue.NotNull())},
			},
			{PreConfig: theirs, Config: with("", ""), Check: none, ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{Config: withPassword(name, "s3", tags), Check: logsIn(t, broker, name, marked("s3"))},
			{Config: with(sha256, "sha256"), Check: is("s")},
			{Config: with(unknown, "")},
		},
	})
}
