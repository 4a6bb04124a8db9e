package tfkit

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// thing is a model, and what the fake broker has of it.
type thing struct {
	Name   types.String `tfsdk:"name"`
	Secret types.String `tfsdk:"secret"`
	Chosen types.String `tfsdk:"chosen"`
	Tags   types.Set    `tfsdk:"tags"`
}

var thingSchema = schema.Schema{Attributes: map[string]schema.Attribute{
	"name": schema.StringAttribute{Required: true}, "secret": schema.StringAttribute{Optional: true, Sensitive: true},
	"chosen": schema.StringAttribute{Computed: true}, "tags": schema.SetAttribute{Optional: true, ElementType: types.StringType},
}}

func thingNamed(name string) thing {
	return thing{types.StringValue(name), types.StringValue("geheim"), types.StringUnknown(), StringSet([]string{"b", "a"})}
}

// recordThing records things of which the broker answers what is stored; nil is as they were sent. It counts the reads.
func recordThing(t *testing.T, status int, stored map[string]any, adopts bool, prior *thing, sent ...thing) (state tfsdk.State, reads int, diags diag.Diagnostics) {
	t.Helper()
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := stored
		if answer == nil {
			answer = parameter(path.Base(r.URL.Path), "geheim", "a,b")
		}
		reads++
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(node.Close)
	client, err := management.New(httpapi.Config{Endpoints: []string{node.URL}, DoubtFor: -1})
	if err != nil {
		t.Fatal(err)
	}
	cluster := NewCluster(client).WithAdoption(adopts)
	read := func(ctx context.Context, client *management.Client, into *thing) error {
		found, err := client.GlobalParameter(ctx, into.Name.ValueString())
		if err != nil {
			return err
		}
		value, _ := found.Value.(map[string]any)
		text := func(key string) string { text, _ := value[key].(string); return text }
		into.Name, into.Secret, into.Chosen = types.StringValue(found.Name), types.StringValue(text("secret")), types.StringValue("by the broker")
		into.Tags = StringSet(strings.Split(text("tags"), ","))
		return nil
	}
	for _, each := range sent {
		state = tfsdk.State{Schema: thingSchema, Raw: tftypes.NewValue(thingSchema.Type().TerraformType(t.Context()), nil)}
		if prior != nil {
			diags.Append(Set(t.Context(), &state, *prior)...)
		}
		Record(t.Context(), cluster, &state, nil, &diags, Object{Names: []string{"name", "n"}, DisplayName: "thing"}, each, read)
	}
	return state, reads, diags
}

func parameter(name, secret, tags string) map[string]any {
	return map[string]any{"name": name, "value": map[string]any{"secret": secret, "tags": tags}}
}

func TestWhatTheBrokerStoresOtherwiseIsAnError(t *testing.T) {
	before := thingNamed("before")
	for name, test := range map[string]struct {
		stored map[string]any
		adopts bool
		prior  *thing
		want   string // of the error, "" for none
		state  string // name in the state, "" for no state
	}{
		"as sent":                        {parameter("n", "geheim", "a,b,a"), false, nil, "", "n"},
		"another name":                   {parameter("m", "geheim", "a,b"), false, nil, `sent was name = "n"; stored is "m"`, "m"},
		"taken over":                     {parameter("m", "geheim", "a,b"), true, nil, `sent was name = "n"; stored is "m"`, ""},
		"updated":                        {parameter("m", "geheim", "a,b"), true, &before, `sent was name = "n"; stored is "m"`, "m"},
		"a set":                          {parameter("n", "geheim", "a"), false, nil, `tags = ["a","b"]; stored is ["a"]`, "n"},
		"a secret":                       {parameter("n", "verraten", "a,b"), false, nil, `secret = (sensitive value); stored is (sensitive value)`, "n"},
		"taken over, and stored as sent": {parameter("n", "geheim", "b,a"), true, nil, "", "n"},
	} {
		t.Run(name, func(t *testing.T) {
			state, _, diags := recordThing(t, http.StatusOK, test.stored, test.adopts, test.prior, thingNamed("n"))
			switch {
			case test.want == "" && len(diags) > 0, test.want != "" && diags.ErrorsCount() != 1:
				t.Fatal(diags)
			case test.want != "" && !strings.Contains(diags[0].Detail(), test.want):
				t.Errorf("%s\nwant %s", diags[0].Detail(), test.want)
			case test.state == "" && !state.Raw.IsNull():
				t.Errorf("it may be somebody else's, and is in the state: %s", state.Raw)
			case test.state == "":
				return
			}
			var recorded thing
			if problems := Get(t.Context(), state, &recorded); problems.HasError() || recorded.Name.ValueString() != test.state ||
				recorded.Chosen.ValueString() != "by the broker" {
				t.Errorf("%v, %v", recorded, problems)
			}
		})
	}
}

func TestWhatIsNotThereAfterItWasWrittenIsAnError(t *testing.T) {
	absent := map[string]any{"error": "Object Not Found", "reason": "Not Found"}
	before := thingNamed("before")
	for name, prior := range map[string]*thing{"created": nil, "updated": &before} {
		state, _, diags := recordThing(t, http.StatusNotFound, absent, false, prior, thingNamed("n"))
		if diags.ErrorsCount() != 1 || !strings.Contains(diags[0].Summary(), "There is no thing") || state.Raw.IsNull() != (prior == nil) {
			t.Errorf("%s: %v, %s", name, diags, state.Raw)
		}
	}
}

func TestWhatCannotBeReadBackIsInTheState(t *testing.T) {
	state, _, diags := recordThing(t, http.StatusForbidden, nil, false, nil, thingNamed("n"))
	if diags.HasError() || diags.WarningsCount() != 1 || state.Raw.IsNull() || !state.Raw.IsFullyKnown() {
		t.Errorf("%v, %s", diags, state.Raw)
	}
}

// Of a thousand objects that differ in letters and digits alone one is read back, and each with other characters.
func TestObjectsThatAreAlikeAreReadBackOnce(t *testing.T) {
	named := func(name string) thing {
		out := thingNamed(name)
		out.Chosen = types.StringValue("by the broker")
		return out
	}
	for other, want := range map[string]int{
		"bills-2": 1, "orders-10": 2, "orders 1": 2, "orders-1\n": 2, "Orders-1": 2, "ordérs-1": 2, " orders-1": 2,
	} {
		_, reads, diags := recordThing(t, http.StatusOK, nil, false, nil, named("orders-1"), named(other), named("orders-3"))
		if reads != want || diags.HasError() {
			t.Errorf("%q after \"orders-1\": %d reads, want %d; %v", other, reads, want, diags)
		}
	}
	if _, reads, _ := recordThing(t, http.StatusOK, nil, false, nil, thingNamed("a"), thingNamed("b")); reads != 2 {
		t.Errorf("%d reads of two things of which the broker has yet to choose something", reads)
	}
}
