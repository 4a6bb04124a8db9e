package queue

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// listedQueue is what a broker of 4.3 answers of one queue.
const listedQueue = `{"arguments":{"x-queue-type":"quorum"},"auto_delete":false,"consumers":1,"durable":true,"effective_policy_definition":{"max-length":1000},
	"exclusive":false,"leader":"rabbit@rabbit1","members":["rabbit@rabbit1","rabbit@rabbit2","rabbit@rabbit3"],"messages":3,"messages_ready":2,
	"messages_unacknowledged":1,"name":"queue-%d","node":"rabbit@rabbit1","online":["rabbit@rabbit1","rabbit@rabbit2","rabbit@rabbit3"],
	"operator_policy":null,"policy":"limit","state":"running","type":"quorum","vhost":"/"}`

// manyQueues is a client of a broker that has so many queues.
func manyQueues(tb testing.TB, count int) *management.Client {
	tb.Helper()
	list := make([]string, count)
	for i := range list {
		list[i] = fmt.Sprintf(listedQueue, i)
	}
	answer := []byte("[" + strings.Join(list, ",") + "]")
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(answer) }))
	tb.Cleanup(node.Close)
	client, err := management.New(httpapi.Config{Endpoints: []string{node.URL}})
	if err != nil {
		tb.Fatal(err)
	}
	return client
}

// readQueues reads the data source, with a pattern.
func readQueues(tb testing.TB, client *management.Client, pattern string) {
	tb.Helper()
	d := ListDataSource{}
	d.Cluster = tfkit.NewCluster(client)
	var got datasource.SchemaResponse
	d.Schema(tb.Context(), datasource.SchemaRequest{}, &got)
	kind, ok := got.Schema.Type().TerraformType(tb.Context()).(tftypes.Object)
	if !ok {
		tb.Fatal("the schema is no object")
	}
	raw := map[string]tftypes.Value{}
	for name, of := range kind.AttributeTypes {
		raw[name] = tftypes.NewValue(of, nil)
	}
	if pattern != "" {
		raw["pattern"] = tftypes.NewValue(tftypes.String, pattern)
	}
	resp := datasource.ReadResponse{State: tfsdk.State{Schema: got.Schema, Raw: tftypes.NewValue(kind, nil)}}
	d.Read(tb.Context(), datasource.ReadRequest{Config: tfsdk.Config{Schema: got.Schema, Raw: tftypes.NewValue(kind, raw)}}, &resp)
	if resp.Diagnostics.HasError() {
		tb.Fatal(resp.Diagnostics)
	}
}

// BenchmarkQueues is the cost of the data source, of all queues and of a few of them, in bytes allocated for each queue that the
// broker has.
func BenchmarkQueues(b *testing.B) {
	const count = 2000
	for name, pattern := range map[string]string{"all": "", "few": "^queue-7$"} {
		b.Run(name, func(b *testing.B) {
			client := manyQueues(b, count)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				readQueues(b, client, pattern)
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/count, "B/queue")
		})
	}
}
