package rabbitmqconf

import (
	"fmt"
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
