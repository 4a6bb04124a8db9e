package provider

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Terraform's calls and its stop cross on their way: what arrives after the stop does not wait for a broker that hangs.
func TestReadThatArrivesAfterTheStopEnds(t *testing.T) {
	for name, server := range map[string]func() tfprotov6.ProviderServer{"plain": newServer, "small": newSmallServer} {
		t.Run(name, func(t *testing.T) {
			hangingBroker(t, "/api/queues/")
			c := newCaller(t, withStopping(server)())
			stop(t, c, nil)
			state := encode(t, c.schemas.ResourceSchemas["rabbitmqha_queue"], map[string]any{"id": "v/q", "vhost": "v", "name": "q"})
			ended := make(chan *tfprotov6.ReadResourceResponse)
			go func() {
				resp, err := c.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: "rabbitmqha_queue", CurrentState: state})
				if err != nil {
					t.Error(err)
				}
				ended <- resp
			}()
			if resp := within(t, "the end of the read", ended); len(resp.Diagnostics) == 0 {
				t.Error("a read that was broken off is no error")
			}
		})
	}
}

func TestStoppingLosesNoMethodOfTheServer(t *testing.T) {
	plain, stoppable := newServer(), withStopping(newServer)()
	has := reflect.TypeOf(stoppable)
	for method := range reflect.TypeOf(plain).Methods() {
		if _, ok := has.MethodByName(method.Name); !ok {
			t.Errorf("%s is lost", method.Name)
		}
	}
	if !does[tfprotov6.ListResourceServer](stoppable) || !does[tfprotov6.ActionServer](stoppable) {
		t.Error("list resources or actions are lost")
	}
}
