package quorumreadiness

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestSchemaIsValid(t *testing.T) {
	var resp datasource.SchemaResponse
	(&DataSource{}).Schema(t.Context(), datasource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Error(diags)
	}
}

func TestClientsAreCalledByWhatTheySay(t *testing.T) {
	for want, said := range map[string]management.ClientProperties{
		"":                                {},
		"py-amqp":                         {Product: "py-amqp"},
		"py-amqp 5.3.1":                   {Product: "py-amqp", Version: "5.3.1"},
		"Shovel s":                        {ConnectionName: "Shovel s"},
		"py-amqp 5.3.1 (orders worker 1)": {Product: "py-amqp", Version: "5.3.1", ConnectionName: "orders worker 1"},
	} {
		if got := clientOf(said); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
