package exchange

import (
	"encoding/json"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// typeMovers are the moves from the resource types that rfd59/rabbitmq has from 2.6.0 on: one for each type of exchange.
func typeMovers() []resource.StateMover {
	var movers []resource.StateMover
	for suffix, exchangeType := range map[string]string{
		"direct": "direct", "fanout": "fanout", "topic": "topic", "headers": "headers",
		"random": "x-random", "consistent_hash": "x-consistent-hash", "delayed_message": "x-delayed-message",
	} {
		movers = append(movers, tfkit.Move[movedTypeState, management.Exchange]{
			From: "rabbitmq_exchange_" + suffix, Needs: "name", Fill: fill,
			Object: func(state movedTypeState, _ *diag.Diagnostics) management.Exchange {
				return state.exchange(exchangeType)
			},
		}.Mover())
	}
	return movers
}

// movedTypeState is the state of an exchange whose type is in the name of its resource type.
type movedTypeState struct {
	Vhost             string `json:"vhost"`
	Name              string `json:"name"`
	Durable           bool   `json:"durable"`
	AutoDelete        bool   `json:"auto_delete"`
	Internal          bool   `json:"internal"`
	AlternateExchange string `json:"alternate_exchange"`
	// DelayedType is that of an exchange that delays messages.
	DelayedType string `json:"delayed_type"`
	Argument    []struct {
		Key   string `json:"key"`
		Value string `json:"value"`
		Type  string `json:"type"`
	} `json:"argument"`
}

func (s movedTypeState) exchange(exchangeType string) management.Exchange {
	out := management.Exchange{
		Vhost: s.Vhost, Name: s.Name, Type: exchangeType, Durable: s.Durable, AutoDelete: s.AutoDelete, Internal: s.Internal,
		Arguments: map[string]any{},
	}
	for _, argument := range s.Argument {
		out.Arguments[argument.Key] = movedValue(argument.Type, argument.Value)
	}
	if s.AlternateExchange != "" {
		out.Arguments[argumentAlternate] = s.AlternateExchange
	}
	if s.DelayedType != "" {
		out.Arguments["x-delayed-type"] = s.DelayedType
	}
	return out
}

// movedValue is the value of an argument that is kept as text beside the name of its type. A number has been through a float
// on its way to the broker and back, so that a great one reads "1e+06". What does not fit stays text, to be seen.
func movedValue(kind, text string) any {
	switch kind {
	case "numeric":
		if number, err := strconv.ParseFloat(text, 64); err == nil {
			return json.Number(strconv.FormatFloat(number, 'f', -1, 64))
		}
	case "boolean":
		if flag, err := strconv.ParseBool(text); err == nil {
			return flag
		}
	}
	return text
}
