package user_test

import (
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

func TestAccUserConfigurationIsChecked(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("test")
	const hash = "N8es3lNFGwhq+mj97f3aSecretYSzB3sR0ElpAX4fFTMsGA2"
	cases := map[string]refused.Case{}
	for label, test := range map[string]struct{ name, more, want string }{
		"no name":            {"", "", `between\s+1\s+and\s+255`},
		"a step in a path":   {"..", "", `"\.\."\s+cannot\s+be\s+addressed`},
		"comma in a tag":     {name, `  tags = ["a,b"]`, `keeps\s+only\s+tags\s+of\s+ASCII`},
		"garbled tag":        {name, `  tags = ["é"]`, `keeps\s+only\s+tags\s+of\s+ASCII`},
		"blank around a tag": {name, `  tags = [" a"]`, `keeps\s+only\s+tags\s+of\s+ASCII`},
		"empty tag":          {name, `  tags = [""]`, `keeps\s+only\s+tags\s+of\s+ASCII`},
		"empty password":     {name, `  password_wo = ""`, `password_wo\s+string\s+length\s+must\s+be\s+at\s+least\s+1`},
		"both":               {name, "  password_wo = \"a7f3aSecretUnstored\"\n  password_hash = \"" + hash + `"`, `Invalid\s+Attribute\s+Combination`},
		"version alone":      {name, "  password_wo_version = 1", `Invalid\s+Attribute\s+Combination`},
		"algorithm alone":    {name, `  hashing_algorithm = "rabbit_password_hashing_md5"`, `hashing_algorithm\s+needs\s+password_hash`},
		"unknown algorithm":  {name, "  hashing_algorithm = \"sha256\"\n  password_hash = \"" + hash + `"`, `hashing_algorithm\s+must\s+be\s+one\s+of`},
		"hash in plain":      {name, `  password_hash = "plain7f3aSecret"`, `password_hash\s+is\s+not\s+the\s+hash\s+of\s+a\s+password`},
		"another's hash": {name, "  hashing_algorithm = \"rabbit_password_hashing_sha512\"\n  password_hash = \"" + hash + `"`,
			`sha512\s+makes\s+68\s+bytes,\s+and\s+this\s+has\s+36`},
	} {
		cases[label] = refused.Case{Config: config(test.name, test.more), Want: test.want}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: refused.Steps(t, cases)})
	if broker.Get(t, "users", name) != nil {
		t.Error("a user has reached the broker")
	}
}
