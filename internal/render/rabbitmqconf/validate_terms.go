package rabbitmqconf

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

func (v *validator) plugins(c Config) {
	for i, plugin := range c.Plugins {
		at := field("plugins").Item(i)
		if !featureForm.MatchString(plugin) {
			v.Add(at, "Invalid plugin name", fmt.Sprintf("%q is not a name such as rabbitmq_management.", plugin))
		} else if slices.Contains(c.Plugins[:i], plugin) {
			v.Add(at, "Plugin given twice", fmt.Sprintf("%s is in the list already.", plugin), field("plugins"))
		}
	}
}

var variableOfNode = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

// ownVariables are those of rabbitmq-env.conf that have an argument of their own, and that argument.
var ownVariables = map[string]string{
	"NODENAME": "node", "USE_LONGNAME": "node", "DIST_PORT": "distribution_port", "NODE_PORT": "listener", "NODE_IP_ADDRESS": "listener",
}

func (v *validator) environment(c Config) {
	for _, name := range slices.Sorted(maps.Keys(c.Environment)) {
		at := element("environment", name)
		own := ownVariables[strings.TrimPrefix(name, "RABBITMQ_")]
		switch {
		case !variableOfNode.MatchString(name):
			v.Add(at, "Invalid name of a variable", fmt.Sprintf("%q is not a name such as SERVER_ADDITIONAL_ERL_ARGS.", name))
		case own != "":
			v.Add(at, "Variable given twice", fmt.Sprintf("%s follows from %s. Set that instead.", name, own))
		case strings.HasPrefix(name, "RABBITMQ_"):
			v.Add(at, "Prefix of a variable", fmt.Sprintf("In rabbitmq-env.conf the name has no RABBITMQ_. Write %s.", strings.TrimPrefix(name, "RABBITMQ_")))
		case !valueForm.MatchString(c.Environment[name]):
			v.Add(at, "Value cannot be written", fmt.Sprintf("The value of %s has a character in it that is not printable ASCII.", name))
		}
	}
}

func (v *validator) terms(c Config) {
	seen := map[string]int{}
	classic := c.classic()
	for i, a := range c.Advanced {
		at := field("advanced").Item(i)
		for _, f := range []struct{ name, value string }{{"application", a.Application}, {"key", a.Key}} {
			if !atomForm.MatchString(f.value) || reserved[f.value] {
				v.Add(at.Field(f.name), "Invalid name", fmt.Sprintf("%q is not an Erlang atom such as rabbit.", f.value))
			}
		}
		if _, err := term(a.Value); err != nil {
			v.Add(at.Field("value"), "Invalid Erlang term", fmt.Sprintf("A value such as 1000, true or [{a, <<\"b\">>}] is needed, without a dot at its end: there is %v.", err))
		}
		if j, taken := seen[a.Application+" "+a.Key]; taken {
			v.Add(at, "Setting given twice", fmt.Sprintf("advanced[%d] sets %s of %s already.", j, a.Key, a.Application), field("advanced").Item(j))
		} else if a.Application == "rabbit" && slices.ContainsFunc(classic, func(s string) bool { return strings.HasPrefix(s, "{"+a.Key+",") }) {
			v.Add(at.Field("key"), "Setting given twice", fmt.Sprintf("%s has an argument of its own, which is given.", a.Key))
		}
		seen[a.Application+" "+a.Key] = i
	}
}
