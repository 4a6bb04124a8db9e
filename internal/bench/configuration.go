package bench

import (
	"embed"
	"fmt"
	"strings"
	"text/template"
)

//go:embed configuration/*.tmpl
var templateFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "configuration/*.tmpl"))

// Dialect says for which provider a configuration is written.
type Dialect string

// The dialects: this provider's types (rabbitmqha_*) and the community provider's (rabbitmq_*).
const (
	Ours      Dialect = "rabbitmqha"
	Community Dialect = "rabbitmq"
)

// Source is the provider's address as a configuration names it.
func (d Dialect) Source() string {
	if d == Ours {
		return "rabbitmqha/rabbitmqha"
	}
	return "cyrilgdn/rabbitmq"
}

// ChangeArgument is the argument of terraform that makes the one change: a policy of one exchange gets another value.
const ChangeArgument = "-var=alternate=" + alternateAfter

// Configuration is a Terraform configuration that declares a shape in a virtual host of its own. Every object has a block
// of its own and refers to those it needs: instances that count makes would each depend on all instances of what they
// refer to, so that Terraform's own work would grow with the square of their number.
func Configuration(dialect Dialect, shape Shape, vhost string) (string, error) {
	data := document{Source: dialect.Source(), Vhost: vhost, Shape: shape, Alternate: alternateBefore, MaxLength: maxLength}
	for i := range Policies - 1 {
		data.ExchangePolicies = append(data.ExchangePolicies, exchangeName(i))
	}
	for i := range shape.Exchanges() {
		data.Exchanges = append(data.Exchanges, exchangeName(i))
	}
	for i := range shape.Queues {
		data.Queues = append(data.Queues, queue{queueName(i), exchangeName(i % shape.Exchanges()), routingKey(i)})
	}
	var text strings.Builder
	if err := templates.ExecuteTemplate(&text, string(dialect)+".tf.tmpl", data); err != nil {
		return "", fmt.Errorf("write a configuration for %s: %w", dialect, err)
	}
	return text.String(), nil
}

// document is what the templates are filled with.
type document struct {
	Source, Vhost, Alternate string
	Shape                    Shape
	MaxLength                int
	ExchangePolicies         []string // names of exchanges that have a policy
	Exchanges                []string
	Queues                   []queue
}

// queue comes with its binding.
type queue struct{ Name, Exchange, RoutingKey string }

// Mirrored reports whether the policy for all queues mirrors them.
func (d document) Mirrored() bool { return d.Shape.Kind == Mirrored }

// maxLength is what the policy for all queues sets, unless it mirrors them.
const maxLength = 100000
