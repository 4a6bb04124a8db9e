package clustermember_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

// Nodes that speak TLS to each other are reached by TLS, with a certificate that they accept, and by nothing less.
func TestAccClusterMemberOverTLS(t *testing.T) {
	lab.SameOnEveryBroker(t)
	t.Parallel()
	broker := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Separate: true, Nodes: 2, TLS: true})
	ca, cert, key := l.Certificates()
	tls := func(more string) string {
		return fmt.Sprintf("%s    tls {\n      ca_file = %q\n%s    }\n", byCookie(l), ca, more)
	}
	mutual := tls(fmt.Sprintf("      cert_pem = file(%q)\n      key_pem = file(%q)\n", cert, key))
	joined := member(l, 2, "", 1)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             apart(t, l, 1, 2),
		Steps: []resource.TestStep{
			{Config: block(l, byCookie(l)) + joined, ExpectError: regexp.MustCompile(`could\s+not\s+join[\s\S]*TLS`)},
			{Config: block(l, tls("")) + joined, ExpectError: regexp.MustCompile(`could\s+not\s+join[\s\S]*(handshake|certificate)`)},
			{Config: block(l, mutual) + joined, Check: together(t, l, 1, 2)},
		},
	})
}

// A node of another series is refused before it is touched: joined, it would never start again.
func TestAccClusterMemberOfAnotherSeries(t *testing.T) {
	lab.SameOnEveryBroker(t)
	t.Parallel()
	broker := acctest.Start(t)
	const shared = "sharedByTwoLabs" + leaks.Unstored
	other := "4.0"
	if broker.Lab.Series == other {
		other = "4.3"
	}
	seed := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Nodes: 1, Cookie: shared})
	stranger := lab.Start(t, lab.Options{RabbitMQ: other, Nodes: 1, Cookie: shared})
	erlang := fmt.Sprintf("    cookie = %q\n    addresses = {\n      %q = %q\n      %q = %q\n    }\n", shared,
		seed.Nodes[0].Name, distribution(seed.Nodes[0]), stranger.Nodes[0].Name, distribution(stranger.Nodes[0]))
	config := fmt.Sprintf("resource \"rabbitmqha_cluster_member\" \"test\" {\n  node = %q\n  cluster = [%q]\n}\n",
		stranger.Nodes[0].Name, seed.Nodes[0].Name)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config:      block(seed, erlang) + config,
			ExpectError: regexp.MustCompile(`could\s+not\s+join[\s\S]*the\s+versions\s+do\s+not\s+fit`),
		}},
	})
	if err := stranger.Restart(t.Context(), 0); err != nil {
		t.Errorf("the node that was refused does not start: %v", err)
	}
	if err := apart(t, stranger, 1)(nil); err != nil {
		t.Error(err)
	}
}

// Who cannot be reached is named, with what can be done.
func TestAccClusterMemberUnreachable(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	const nobody = "rabbit-nobody@localhost"
	config := fmt.Sprintf("resource \"rabbitmqha_cluster_member\" \"test\" {\n  node = %q\n  cluster = [%q]\n}\n", nobody,
		broker.Lab.Nodes[0].Name)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config:      block(broker.Lab, byCookie(broker.Lab)) + config,
			ExpectError: regexp.MustCompile(`rabbit-nobody@localhost\s+could\s+not\s+join[\s\S]*epmd\s+knows\s+no\s+node`),
		}},
	})
}

// The last nodes that would be a majority are not let go.
func TestAccClusterMemberDestroyNeedsAMajority(t *testing.T) {
	t.Parallel()
	broker := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series})
	adopt := fmt.Sprintf("import {\n  to = rabbitmqha_cluster_member.n3\n  id = %q\n}\n", l.Nodes[2].Name)
	config := block(l, byCookie(l)) + member(l, 3, "", 1, 2)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config + adopt},
			{
				PreConfig: func() {
					if err := l.Kill(t.Context(), 1); err != nil {
						t.Fatal(err)
					}
				},
				Config: config, Destroy: true, ExpectError: regexp.MustCompile(`no\s+majority`),
			},
			{
				PreConfig: func() {
					if err := l.Restart(t.Context(), 1); err != nil {
						t.Fatal(err)
					}
				},
				Config: config,
			},
		},
	})
	if err := together(t, l, 1, 2)(nil); err != nil {
		t.Error(err)
	}
}
