package as3

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemaFile is F5's JSON Schema for declarations of AS3 3.56.0 (Apache-2.0). It is third-party data beside the project,
// and no part of it.
var schemaFile = filepath.Join("..", "..", "..", "..", "shared", "data", "as3-schema-3.56.0.json")

// schemaText is the schema; a test that needs it is skipped where it is not at hand.
func schemaText(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile(schemaFile)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("F5's schema is third-party data and not part of the project: put it at %s", schemaFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// compile makes a validator of the schema, with some of the formats that AS3 itself brings.
func compile(text []byte, formats ...*jsonschema.Format) (*jsonschema.Schema, error) {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	for _, format := range formats {
		compiler.RegisterFormat(format)
	}
	if err := compiler.AddResource("as3.json", document); err != nil {
		return nil, err
	}
	return compiler.Compile("as3.json")
}

var (
	published = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile(mustRead()) })
	complete  = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile(mustRead(), addressFormat, pathFormat) })
)

func mustRead() []byte {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		panic(err) // schemaText comes first
	}
	return text
}

// publishedSchema is the schema as it stands, and completeSchema the same with AS3's own formats.
func publishedSchema(t testing.TB) *jsonschema.Schema { return mustCompile(t, published) }
func completeSchema(t testing.TB) *jsonschema.Schema  { return mustCompile(t, complete) }

func mustCompile(t testing.TB, once func() (*jsonschema.Schema, error)) *jsonschema.Schema {
	t.Helper()
	schemaText(t)
	schema, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// addressFormat is an address, perhaps with a route domain or the length of a network.
var addressFormat = &jsonschema.Format{Name: "f5ip", Validate: func(v any) error {
	s, ok := v.(string)
	if !ok {
		return nil
	}
	address, _, _ := strings.Cut(s, "/")
	address, _, _ = strings.Cut(address, "%")
	_, err := netip.ParseAddr(address)
	return err
}}

var absolutePath = regexp.MustCompile(`^/[^\x00-\x19"#'*<>?\[\\\]{}\x7f]+$`)

// pathFormat is the path of an object on the BIG-IP.
var pathFormat = &jsonschema.Format{Name: "f5bigip", Validate: func(v any) error {
	if s, ok := v.(string); ok && !absolutePath.MatchString(s) {
		return fmt.Errorf("%q is no path", s)
	}
	return nil
}}

// decode reads JSON with its numbers as they are.
func decode(t testing.TB, text string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// TestNoUnknownProperty: the schema lets an unknown property of a virtual server pass, and AS3 would leave it out in
// silence. Every property that is written has to be one that the schema knows for its class.
func TestNoUnknownProperty(t *testing.T) {
	var schema struct {
		Definitions map[string]any `json:"definitions"`
	}
	if err := json.Unmarshal(schemaText(t), &schema); err != nil {
		t.Fatal(err)
	}
	checked := map[string]bool{}
	for name, c := range golden {
		for _, o := range classes(decode(t, mustRender(t, c).Request)) {
			class, _ := o["class"].(string)
			definition := class
			if kind, ok := o["monitorType"].(string); ok {
				definition = "Monitor_" + strings.ToUpper(kind)
			}
			known := properties(schema.Definitions, schema.Definitions[definition])
			if len(known) == 0 {
				t.Errorf("the schema has no properties of %s", definition)
			}
			checked[definition] = true
			for property, value := range o {
				if child, ok := value.(map[string]any); ok && child["class"] != nil {
					continue // an object with a name of its own
				}
				if !known[property] {
					t.Errorf("%s: class %s has no property %s", name, definition, property)
				}
			}
		}
	}
	for _, class := range []string{"AS3", "ADC", "Tenant", "Application", "Service_TCP", "Pool", "TCP_Profile", "Monitor_TCP", "Monitor_HTTP", "Monitor_HTTPS"} {
		if !checked[class] {
			t.Errorf("no golden file has an object of class %s", class)
		}
	}
}

// classes are the objects with a class, at any depth.
func classes(v any) []map[string]any {
	var found []map[string]any
	o, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	if o["class"] != nil {
		found = append(found, o)
	}
	for _, child := range o {
		found = append(found, classes(child)...)
	}
	return found
}

// properties are those that a definition names, itself or by reference.
func properties(definitions map[string]any, definition any) map[string]bool {
	known := map[string]bool{}
	d, _ := definition.(map[string]any)
	own, _ := d["properties"].(map[string]any)
	for name := range own {
		known[name] = true
	}
	parts, _ := d["allOf"].([]any)
	for _, part := range append(parts, d["$ref"]) {
		if reference, ok := part.(string); ok {
			part = definitions[strings.TrimPrefix(reference, "#/definitions/")]
		}
		if part == nil {
			continue
		}
		for name := range properties(definitions, part) {
			known[name] = true
		}
	}
	return known
}
