package shovel

import (
	"encoding/json"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
)

// deleteAfter is a number or a word at the broker, and a string in Terraform.
const deleteAfter = "src-delete-after"

// end is what tells the two ends of a shovel apart.
type end struct {
	block  string
	prefix string // of the keys at the broker
	keys   []topology.ParameterKey
	// form is the type of the block.
	form map[string]attr.Type
}

var (
	source      = newEnd("source", "src-", topology.ShovelSourceKeys())
	destination = newEnd("destination", "dest-", topology.ShovelDestinationKeys())
)

func newEnd(block, prefix string, keys []topology.ParameterKey) end {
	e := end{block: block, prefix: prefix, keys: keys}
	e.form = runtimeparameter.Types(e.attributes())
	return e
}

// forRules is one end as the rules want it. What is wrong with its JSON is said at once.
func (e end) forRules(block types.Object) (topology.ShovelEnd, []topology.Problem) {
	attributes := block.Attributes()
	uris, _ := attributes["uris"].(types.List)
	protocol, _ := attributes["protocol"].(types.String)
	values, problems := runtimeparameter.Values(e.block+".", e.keys, attributes)
	out := topology.ShovelEnd{URIs: runtimeparameter.URIs(uris), Protocol: protocol.ValueString(), Values: values}
	if protocol.IsNull() {
		out.Protocol = topology.AMQP091
	}
	return out, problems
}

// value adds what the broker is to have for one end.
func (e end) value(block types.Object, to map[string]any) {
	written, _ := e.forRules(block)
	for name, value := range written.Values {
		to[name] = value
	}
	if number, err := strconv.ParseInt(text(to[deleteAfter]), 10, 64); err == nil {
		to[deleteAfter] = number
	}
	to[e.prefix+"uri"] = written.URIs
	if written.Protocol != topology.AMQP091 {
		to[e.prefix+"protocol"] = written.Protocol
	}
}

// read takes one end out of what the broker has.
func (e end) read(from map[string]any, prior types.Object) (block types.Object, rest map[string]any, diags diag.Diagnostics) {
	if number, ok := from[deleteAfter].(json.Number); ok {
		from[deleteAfter] = number.String()
	}
	attributes, rest := runtimeparameter.Read(e.keys, from, prior.Attributes())
	attributes["uris"] = runtimeparameter.ReadURIs(rest, e.prefix+"uri")
	key := e.prefix + "protocol"
	protocol := text(rest[key])
	delete(rest, key)
	if protocol == "" {
		// Whether the broker's own default is said or not makes no difference.
		protocol = topology.AMQP091
	}
	attributes["protocol"] = types.StringValue(protocol)
	block, diags = types.ObjectValue(e.form, attributes)
	return block, rest, diags
}

func text(value any) string {
	text, _ := value.(string)
	return text
}
