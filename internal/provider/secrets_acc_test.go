package provider_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// Whatever comes out of a run of everything on offer, with the log at its most talkative, holds no secret; the state has those
// alone that are attributes of it, and none that is write-only or the provider's own.
func TestAccSecretsStayInside(t *testing.T) {
	lab.SameOnEveryBroker(t)
	acctest.StartWith(t, "rabbitmq_federation")
	s := newSecretsRun(t, acctest.StartWith(t, "rabbitmq_shovel"))
	plain := []string{"-input=false", "-no-color"}
	s.run(secretsWhole(), false, "init", plain...)
	s.run(secretsWhole(), false, "plan", append(plain, "-out=saved.tfplan")...)
	holdsNone(t, "the plan as JSON", s.unchecked("show", "-json", "saved.tfplan"), s.own)
	holdsNone(t, "the saved plan", unzipped(t, filepath.Join(s.work.Dir, "saved.tfplan")), s.own)
	s.run(secretsWhole(), false, "apply", append(plain, "-auto-approve")...)
	s.inState(t)
	s.run(secretsWhole(), false, "show", "-no-color")
	s.run(secretsWhole(), false, "plan", append(plain, "-detailed-exitcode")...)

	said := s.run(secretsWhole()+secretsRefused, true, "apply", append(plain, "-auto-approve")...)
	if strings.Count(said, "Error: ") != 2 || !strings.Contains(said, "400 Bad Request") {
		t.Errorf("not what the broker was to refuse: %s", said)
	}
	said = s.run(secretsWhole()+secretsUnusable, true, "plan", plain...)
	if !strings.Contains(said, "The TLS settings cannot be used") {
		t.Errorf("not what cannot be read: %s", said)
	}
	for spoilt, want := range map[string]string{secretsSpoilt: "Error: Invalid TLS setting", secretsSpoiltErlang: "Error: Invalid jump host"} {
		said = s.run(strings.Replace(secretsWhole(), secretsProvider, spoilt, 1), true, "plan", plain...)
		if !strings.Contains(said, want) || !strings.Contains(said, "not a usable pair of PEM blocks") {
			t.Errorf("not what the provider cannot use: %s", said)
		}
	}
	s.work.Environment = append(s.work.Environment, "RABBITMQ_PASSWORD="+s.all[0])
	said = s.run(secretsWhole(), true, "plan", plain...)
	if !strings.Contains(said, "answered 401") {
		t.Errorf("not what a wrong password leads to: %s", said)
	}
	s.work.Environment = append(s.work.Environment, "RABBITMQ_PASSWORD="+s.broker.Lab.Password)
	s.run(secretsWhole(), false, "destroy", append(plain, "-auto-approve")...)

	traced, err := os.ReadFile(s.log)
	if err != nil || !strings.Contains(string(traced), "rabbitmqha") || !strings.Contains(string(traced), "[TRACE]") {
		t.Fatalf("no log at the level TRACE: %v", err)
	}
	holdsNone(t, "the log", string(traced), s.all)
	holdsNone(t, "the arguments of processes", s.arguments(), s.all)
}

// secretsRun is Terraform at work with secrets.
type secretsRun struct {
	*testing.T
	broker *acctest.Broker
	work   *workspace.Workspace
	log    string
	// own are the secrets that may be stored nowhere, all are those and the others.
	own, all  []string
	arguments func() string
}

func newSecretsRun(t *testing.T, broker *acctest.Broker) *secretsRun {
	t.Helper()
	vhost := broker.Vhost(t)
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &secretsRun{T: t, broker: broker, work: work, log: filepath.Join(t.TempDir(), "trace.log")}
	stored, unstored := map[string]string{}, map[string]string{}
	all := planted()
	for _, attribute := range secretAttributes(t) {
		secret := all[attribute.String()]
		switch {
		case !attribute.given() || secret == "":
		case attribute.provided, attribute.WriteOnly:
			unstored[attribute.String()] = secret
			s.own = append(s.own, secret)
		default:
			stored[attribute.String()] = secret
		}
		if secret != "" {
			s.all = append(s.all, secret)
		}
	}
	s.own = append(s.own, broker.Lab.Password, broker.Lab.Cookie)
	s.all = append(s.all, broker.Lab.Password, broker.Lab.Cookie)
	checker := "checker-of-" + vhost
	broker.Put(t, map[string]any{"password": all["data.rabbitmqha_delivery_check password"], "tags": ""}, "users", checker)
	t.Cleanup(func() { broker.Delete(t, "users", checker) })
	broker.Put(t, map[string]any{"configure": ".*", "write": ".*", "read": ".*"}, "permissions", vhost, checker)
	series := broker.Lab.Series
	work.Environment = append(work.Environment, broker.Lab.Environment()...)
	work.Environment = append(work.Environment, "TF_LOG=TRACE", "TF_LOG_PATH="+s.log, "TF_VAR_vhost="+vhost,
		"TF_VAR_secret="+asJSON(t, stored), "TF_VAR_unstored="+asJSON(t, unstored), "TF_VAR_address="+broker.Lab.Nodes[0].AMQPAddress(),
		fmt.Sprintf("TF_VAR_epmd_port=%d", broker.Lab.Nodes[0].EpmdPort), fmt.Sprintf("TF_VAR_since_3_10=%t", bySeries(series, "3.10") >= 0),
		fmt.Sprintf("TF_VAR_before_4_0=%t", bySeries(series, "4.0") < 0))
	s.arguments = watchArguments(t.Context())
	return s
}

// run writes the configuration, runs a command, and looks for secrets in what it says.
func (s *secretsRun) run(config string, fails bool, command string, args ...string) string {
	s.Helper()
	if err := os.WriteFile(filepath.Join(s.work.Dir, "main.tf"), []byte(config), 0o600); err != nil {
		s.Fatal(err)
	}
	output, err := s.work.Terraform(s.Context(), append([]string{command}, args...)...)
	if (err != nil) != fails {
		s.Fatalf("terraform %s: %v", command, err)
	}
	// Terraform breaks the lines of its errors, in the middle of what they say.
	output = strings.Join(strings.Fields(strings.ReplaceAll(output+fmt.Sprint(errors.Join(err)), "│", "")), " ")
	holdsNone(s.T, "what terraform "+command+" printed", output, s.all)
	return output
}

// unchecked is the output of a command that shows what is stored.
func (s *secretsRun) unchecked(args ...string) string {
	s.Helper()
	output, err := s.work.Terraform(s.Context(), args...)
	if err != nil {
		s.Fatal(err)
	}
	return output
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func holdsNone(t *testing.T, where, text string, secrets []string) {
	t.Helper()
	for _, secret := range secrets {
		for _, form := range leaks.Forms(secret) {
			if at := strings.Index(text, form); at >= 0 {
				t.Errorf("%s holds %q: ...%s...", where, form, text[max(0, at-200):min(len(text), at+len(form)+50)])
			}
		}
	}
}
