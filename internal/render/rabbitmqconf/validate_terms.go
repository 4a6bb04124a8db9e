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
		at := c.at(field("advanced").Item(i))
		for _, f := range []struct{ name, value string }{{"application", a.Application}, {"key", a.Key}} {
			if !atomForm.MatchString(f.value) || reserved[f.value] {
				v.Add(at.Field(f.name), "Invalid name", fmt.Sprintf("%q is not an Erlang atom such as rabbit.", f.value))
			}
		}
		v.term(c, a, at)
		if j, taken := seen[a.Application+" "+a.Key]; taken {
			v.Add(at, "Setting given twice", fmt.Sprintf("%s sets %s of %s already.", c.at(field("advanced").Item(j)), a.Key, a.Application), c.at(field("advanced").Item(j)))
		} else if a.Application == "rabbit" && slices.ContainsFunc(classic, func(s string) bool { return strings.HasPrefix(s, "{"+a.Key+",") }) {
			v.Add(at.Field("key"), "Setting given twice", fmt.Sprintf("%s has an argument of its own, which is given.", a.Key))
		}
		seen[a.Application+" "+a.Key] = i
	}
}
