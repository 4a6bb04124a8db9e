package topology

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

const wholePolicies = "RabbitMQ applies a policy to a queue only if the queue's type takes every key of it"

func (p Policy) appliesToNothing(leftOut []reach) Problem {
	return Problem{
		Attribute: "definition",
		Summary:   "No queue takes all keys of the policy",
		Detail: fmt.Sprintf("%s, and would store this one without applying it to anything: %s. Remove these keys, or write a policy for "+
			"each queue type.", wholePolicies, p.refusals(leftOut)),
		// A value that is not known yet may turn out to be null.
		Warning: slices.ContainsFunc(p.keys(), func(key string) bool { value, _ := p.value(key); return value == Unknown }),
	}
}

func (p Policy) withoutEffect(dead []string, taking, leftOut []reach) Problem {
	verb := "has"
	if len(dead) > 1 {
		verb = "have"
	}
	return Problem{
		Attribute: "definition." + p.word(dead[0]),
		Summary:   fmt.Sprintf("%s %s no effect in this policy", p.words(dead), verb),
		Detail: fmt.Sprintf("%s: %s. So this policy applies to %s only, where %s does nothing. Write a policy of its own for it.",
			wholePolicies, p.refusals(leftOut), names(taking), p.words(dead)),
		Warning: true,
	}
}

func (p Policy) passesOver(r reach, taking []reach, b capability.Broker) Problem {
	instead := fmt.Sprintf("Give %s a policy of their own without %s", r.noun(), p.words(r.unfit))
	if b.ApplyToQueueTypes && len(taking) == 1 && taking[0].target != "" {
		instead = fmt.Sprintf("Write apply_to = %q if only those are meant; otherwise give %s a policy without %s",
			strings.ReplaceAll(taking[0].noun(), " ", "_"), r.noun(), p.words(r.unfit))
	}
	return Problem{
		Attribute: "apply_to",
		Summary:   fmt.Sprintf("The policy does not apply to %s", r.noun()),
		Detail: fmt.Sprintf("apply_to = %q includes them, but %s: %s. So they go without %s, which would work on them; the policy "+
			"applies to %s. %s.", p.ApplyTo, wholePolicies, p.refusals([]reach{r}), p.words(r.works), names(taking), instead),
		Warning: true,
	}
}

// refusals says which targets do not take which keys.
func (p Policy) refusals(leftOut []reach) string {
	out := make([]string, len(leftOut))
	for i, r := range leftOut {
		out[i] = fmt.Sprintf("%s do not take %s", r.noun(), p.words(r.unfit))
	}
	return enumerate(out)
}

func names(reaches []reach) string {
	out := make([]string, len(reaches))
	for i, r := range reaches {
		out[i] = r.noun()
	}
	return enumerate(out)
}

func (p Policy) words(keys []string) string {
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = p.word(key)
	}
	return enumerate(out)
}

// word is what a key is called in Terraform.
func (p Policy) word(name string) string {
	for _, key := range policyKeys {
		if value, set := p.Definition[name]; set && key.Name == name && key.carries(value) {
			return key.Attribute
		}
	}
	return name
}

func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func (r reach) noun() string {
	if r.target == "" {
		return "exchanges"
	}
	return r.target.noun() + "s"
}
