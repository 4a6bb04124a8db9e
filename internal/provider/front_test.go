package provider

import (
	"context"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// front is the server as gRPC calls it, which is where loggers and contexts are made. Its requests are of a package
// that is internal to the library, and so are reached by reflection.
type front struct {
	call    reflect.Value
	request reflect.Value
}

// newFront prepares one call for validating an exchange, the simplest that there is for each object.
func newFront(tb testing.TB, server tfprotov6.ProviderServer) front {
	tb.Helper()
	config := encode(tb, newCaller(tb, server).schemas.ResourceSchemas["rabbitmqha_exchange"], map[string]any{"name": "x", "type": "topic"})
	// Not the standard error that the libraries remember: tests and benchmarks may want the log elsewhere.
	call := reflect.ValueOf(tf6server.New(address, server, tf6server.WithoutLogStderrOverride())).MethodByName("ValidateResourceConfig")
	request := reflect.New(call.Type().In(1).Elem())
	request.Elem().FieldByName("TypeName").SetString("rabbitmqha_exchange")
	value := reflect.New(request.Elem().FieldByName("Config").Type().Elem())
	value.Elem().FieldByName("Msgpack").SetBytes(config.MsgPack)
	request.Elem().FieldByName("Config").Set(value)
	return front{call: call, request: request}
}

func (f front) validate(tb testing.TB) {
	tb.Helper()
	// gRPC cancels the context of a call when the call ends.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	answer := f.call.Call([]reflect.Value{reflect.ValueOf(ctx), f.request})
	if !answer[1].IsNil() || answer[0].Elem().FieldByName("Diagnostics").Len() > 0 {
		tb.Fatal(answer)
	}
}
