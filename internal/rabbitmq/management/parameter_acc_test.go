package management_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// The broker repeats the URIs that it refuses, with their passwords.
func TestAccParameterErrorsRepeatNoSecret(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	vhost := broker.Vhost(t)
	client, err := management.New(httpapi.Config{
		Endpoints: broker.Lab.Endpoints(), Username: broker.Lab.Username, Password: broker.Lab.Password,
	})
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("long", 50)
	for name, test := range map[string]struct {
		value map[string]any
		want  string
	}{
		"scheme":       {map[string]any{"src-uri": "http://u:SECRET@h"}, "a URI is not valid: unexpected_uri_scheme"},
		"port":         {map[string]any{"src-uri": "amqp://u:SECRET@h:port/" + long}, "a URI is not valid: unable_to_parse_uri"},
		"slashes":      {map[string]any{"src-uri": []string{"amqp://h", "amqp://u:SECRET@h/" + long + "/b"}}, "a URI is not valid: invalid_vhost"},
		"percent":      {map[string]any{"src-uri": "amqp://u:SECRET%zz@h"}, "a URI is not valid: invalid_entitiy"},
		"heartbeat":    {map[string]any{"src-uri": "amqp://u:SECRET@h?heartbeat=SECRET"}, "a URI is not valid"},
		"quotes":       {map[string]any{"src-uri": "http://u:\"SECRET\n\\SECRET@h"}, "a URI is not valid"},
		"no list":      {map[string]any{"src-uri": map[string]string{"SECRET": "SECRET"}}, "src-uri should be list"},
		"another type": {map[string]any{"src-uri": "amqp://u:SECRET@h", "ack-mode": "SECRET"}, "ack-mode should be one of ["},
		"unknown key":  {map[string]any{"src-uri": "amqp://u:SECRET@h", "password": "SECRET"}, "Unrecognised terms [{<<\"password\">>"},
		"both":         {map[string]any{"src-uri": "amqp://u:SECRET@h", "src-exchange": "e"}, "Cannot specify 'src-exchange' and 'src-queue'"},
	} {
		t.Run(name, func(t *testing.T) {
			test.value["src-queue"], test.value["dest-uri"] = "a", "amqp://"
			wanted := management.Parameter{Component: "shovel", Vhost: vhost, Name: "s", Value: test.value, Secret: true}
			err := client.PutParameter(t.Context(), wanted)
			if err == nil || strings.Contains(err.Error(), "SECRET") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v", err)
			}
		})
	}
	if _, err := client.Parameter(t.Context(), "shovel", vhost, "s"); !errors.Is(err, httpapi.ErrNotFound) {
		t.Error(err)
	}
	wanted := management.Parameter{Component: "never heard of", Vhost: vhost, Name: "s", Value: 1}
	if err := client.PutParameter(t.Context(), wanted); !errors.Is(err, management.ErrNoComponent) {
		t.Error(err)
	}
}

// The lists of parameters hold all that single reads do.
func TestAccManyParametersAreReadFromOneList(t *testing.T) {
	acctest.StartWith(t, "rabbitmq_shovel")
	f := newFront(t)
	client := f.client(t, nil)
	const many = 12
	wanted := map[string]any{"src-uri": "amqp://", "src-queue": "a", "dest-uri": "amqp://"}
	names := make([]string, many)
	for i := range names {
		names[i] = fmt.Sprintf("%s/é %d", f.vhost, i)
		f.broker.Put(t, map[string]any{"value": wanted}, "parameters", "shovel", f.vhost, names[i])
		f.broker.Put(t, map[string]any{"value": []int{i}}, "global-parameters", names[i])
		t.Cleanup(func() { f.broker.Delete(t, "global-parameters", names[i]) })
	}
	for i, name := range names {
		shovel, err := client.Parameter(t.Context(), "shovel", f.vhost, name)
		if err != nil || fmt.Sprint(shovel.Value) != fmt.Sprint(wanted) {
			t.Errorf("%q: %+v, %v", name, shovel, err)
		}
		global, err := client.GlobalParameter(t.Context(), name)
		if err != nil || fmt.Sprint(global.Value) != fmt.Sprintf("[%d]", i) {
			t.Errorf("%q: %+v, %v", name, global, err)
		}
	}
	// Five single reads, and one list of each kind.
	if got := f.count(http.MethodGet); got != 7 {
		t.Errorf("%d requests for %d parameters of each kind", got, many)
	}
}
