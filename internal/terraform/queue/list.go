package queue

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// NewListResource returns the list resource rabbitmqha_queue.
func NewListResource() list.ListResource {
	return tfkit.NewListResource(base(), tfkit.Listing[management.Queue]{
		About: "The queues that Terraform can manage, whoever declared them. Not among them: exclusive ones, which go with their " +
			"connection, and those that the broker names itself (`amq.`).",
		Plural:  "queues",
		Pattern: "Regular expression that the names must match",
		Read: func(ctx context.Context, client *management.Client, vhost string) ([]management.Queue, error) {
			return client.Queues(ctx, vhost)
		},
		Describe: entry,
		Fill:     fill,
	})
}

func entry(queue management.Queue) *tfkit.Listed {
	if queue.Exclusive || tfkit.Reserved(queue.Name) {
		return nil
	}
	return &tfkit.Listed{
		ID: []string{queue.Vhost, queue.Name}, Names: []string{queue.Name}, Title: tfkit.InVhost(queue.Name, queue.Vhost),
	}
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, queue management.Queue) diag.Diagnostics {
	model.read(&queue)
	return nil
})
