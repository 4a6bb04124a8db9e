package clustermember

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// attributes are where refusals are shown.
var attributes = []tfkit.ErrorAttribute{
	{Err: membership.ErrNotEmpty, Attribute: "discard_data"},
	{Err: membership.ErrVersionMismatch, Attribute: "node"},
	{Err: membership.ErrAlreadyElsewhere, Attribute: "node"},
	{Err: membership.ErrViewsDisagree, Attribute: "cluster"},
	{Err: membership.ErrLastNode, Attribute: "node"},
	{Err: membership.ErrNoMajority, Attribute: "force"},
	{Err: membership.ErrOnlyCopy, Attribute: "force"},
}
