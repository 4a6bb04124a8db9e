package rabbitmqconf

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

var variableOfNode = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

func (v *validator) environment(c Config) {
	for _, name := range slices.Sorted(maps.Keys(c.Environment)) {
		at, value := c.at(element("environment", name)), c.Environment[name]
		bare := strings.TrimPrefix(name, "RABBITMQ_")
		own := ownVariables[bare]
		x, known := c.variable(name)
		switch since := x.readSince(v.version); {
		case !variableForm.MatchString(name) || !known && !variableOfNode.MatchString(name):
			v.Add(at, "Invalid name of a variable", fmt.Sprintf("%q is not a name such as SERVER_ADDITIONAL_ERL_ARGS.", name))
		case own != "":
			v.Add(at, "Variable given twice", fmt.Sprintf("%s follows from %s. Set that instead.", name, own))
		case bare == "ERLANG_COOKIE":
			v.Add(at, "Secret in plain sight", "Who has the Erlang cookie may run anything on every node, and every plan shows this value. Put the cookie into the file "+
				".erlang.cookie of the user that runs RabbitMQ.")
		case bare != name:
			v.Add(at, "Prefix of a variable", fmt.Sprintf("Names stand here without RABBITMQ_, which is written where the scripts need it. Write %s.", bare))
		case !known:
			v.Add(at, "Unknown variable", fmt.Sprintf("Neither RabbitMQ nor Erlang reads %s, and no path has $(%s) in it.%s", name, name, variableHint(name)),
				field("settings"), field("tls"))
		case since != "":
			v.Add(at, "Variable of another version", fmt.Sprintf("RabbitMQ %s does not read %s; RabbitMQ reads it %s.", c.RabbitMQVersion, name, since),
				field("rabbitmq_version"))
		case name == tlsModules && c.InterNodeTLS == nil:
			v.Add(at, "Variable without use", "The block inter_node_tls uses it; without that block nothing reads it.", field("inter_node_tls"))
		case name == tlsModules && !optFileForm.MatchString(value):
			v.Add(at, "Invalid path", "The scripts of RabbitMQ split arguments at spaces. Give an absolute path of letters, digits and . _ / @ + -.")
		case !valueForm.MatchString(value):
			v.Add(at, "Value cannot be written", fmt.Sprintf("The value of %s has a character in it that is not printable ASCII.", name))
		case strings.Contains(value, "'") && v.version != nil && v.version.OlderThan(variablesUnquotedSince):
			v.Add(at, "Value cannot be written", fmt.Sprintf("RabbitMQ %s reads a ' in the value of %s wrongly, and with it the variables after it. "+
				"Choose another value; it is read right %s.", c.RabbitMQVersion, name, versionsOf([]span{{from: variablesUnquotedSince}})), field("rabbitmq_version"))
		case x.value != nil && !x.value.MatchString(value):
			v.Add(at, "Invalid value", fmt.Sprintf("%s takes %s.", name, x.takes()))
		}
	}
}

// From this version on a node reads each quote right that a shell writes when it lists its variables (parse_sh_literal/3 in
// rabbit_env.erl). 3.8.9 ends a value at the first one; later releases of 3.8 read those of dash alone.
var variablesUnquotedSince = loadbalancer.Version{3, 9, 0}

// takes is what the value of a variable may be, in words.
func (x variable) takes() string {
	if x.value == yesOrNo {
		return "true or false"
	}
	return "a whole number"
}

func variableHint(name string) string {
	if near := similarVariable(name); near != "" {
		return " Is " + near + " meant?"
	}
	return ""
}
