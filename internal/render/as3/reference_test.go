package as3

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// references are strings that AS3 could take for something else than text, if they came to stand in the right place: pointers
// in all their forms, escapes in backquotes, and the objects that stand for a string.
var references = []string{
	"@", "@/amqp", "@/@/amqp", "/@/@/amqp", "/t/a/amqp", "/Common/Shared/x", "0", "1/amqp", "2/amqp#", "amqp#", "#", "amqp_pool", "use", "bigip", "base64",
	"`T`", "`~`", "``", "`=/t/a/amqp_check_http/passphrase/ciphertext`", "`+@/passphrase/ciphertext`", "`*amqp`", "`!x`", "/x`I`", "x`",
	`{"use":"amqp"}`, `{"bigip":"/Common/x"}`, `{"base64":"eA=="}`, `{"url":"https://example.org/"}`, `{"copyFrom":"amqp"}`, `{"include":"/t/a/amqp"}`,
	"http://example.org/x", "file:///etc/passwd", "/Common/a b", "/Common/a;b", "/Common/a\\b", "/Common/../x", "/Common/a,/Common/b", "$(id)", "none", "all",
}

// TestNoTextBecomesAReference puts each into each text: what Resolve lets through is text, or the reference that is meant there.
func TestNoTextBecomesAReference(t *testing.T) {
	let := 0
	for _, s := range references {
		for i, change := range freeTexts {
			c := everyText()
			change(&c, s)
			resolved, problems := Resolve(c)
			if len(problems) > 0 {
				continue
			}
			let++
			d, err := resolved.Render()
			if err != nil {
				t.Fatal(err)
			}
			r := referenceCheck{t: t, what: s, field: i, classes: map[string]string{}}
			document, _ := decode(t, d.Request).(map[string]any)
			application := part(part(part(document, "declaration"), resolved.config.Tenant), resolved.config.Application)
			for name := range application {
				if class, ok := part(application, name)["class"].(string); ok {
					r.classes[name] = class
				}
			}
			if len(r.classes) != 6 {
				t.Errorf("%q in text %d: the application has %v", s, i, r.classes)
			}
			r.walk("", document)
		}
	}
	if let < 50 {
		t.Errorf("only %d texts were let through, which shows little", let)
	}
}

// referenceCheck looks for what AS3 would follow or expand.
type referenceCheck struct {
	t       *testing.T
	what    string
	field   int
	classes map[string]string // of the application's objects, by name
}

func (r referenceCheck) walk(property string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, child := range v {
			// An object with a class has its name from the user.
			if part(v, name)["class"] == nil && slices.Contains([]string{"base64", "url", "copyFrom", "reuseFrom", "text", "include", "$ref", "template", "schemaOverlay"}, name) {
				r.errorf("there is a property %s", name)
			}
			r.walk(name, child)
		}
	case []any:
		for _, child := range v {
			r.walk(property, child)
		}
	case string:
		switch property {
		case "use", "pool":
			if r.classes[v] == "" {
				r.errorf("%s points at %q, which is no object of the application", property, v)
			}
		case "bigip":
			if !pathForm.MatchString(v) {
				r.errorf("%q is no plain path", v)
			}
		case "send", "receive":
			// A backslash stands only where this package writes one, in \r\n.
			if strings.ContainsAny(v, "`\"") || strings.Contains(strings.NewReplacer(`\r`, "", `\n`, "").Replace(v), `\`) {
				r.errorf("AS3 or the BIG-IP reads more than text in %q", v)
			}
		}
	}
}

func (r referenceCheck) errorf(format string, args ...any) {
	r.t.Helper()
	r.t.Errorf("%q in text %d: "+format, append([]any{r.what, r.field}, args...)...)
}

// TestReservedWordsAreTheSchemas: a tenant, an application or a listener with the name of a property would be that property.
func TestReservedWordsAreTheSchemas(t *testing.T) {
	var schema struct {
		Definitions map[string]any `json:"definitions"`
	}
	if err := json.Unmarshal(schemaText(t), &schema); err != nil {
		t.Fatal(err)
	}
	for class, reserved := range map[string][]string{"ADC": declarationWords, "Tenant": tenantWords, "Application": applicationWords} {
		known := properties(schema.Definitions, schema.Definitions[class])
		if len(known) < 7 {
			t.Errorf("class %s has only %d properties in the schema", class, len(known))
		}
		for name := range known {
			// serviceMain is the one that is meant for an object, of any kind of service.
			if folderForm.MatchString(name) && name != "serviceMain" && !slices.Contains(reserved, name) {
				t.Errorf("%s is a property of class %s and can be a name", name, class)
			}
		}
	}
	c := valid()
	c.Listeners[0].Name = "serviceMain"
	if err := completeSchema(t).Validate(decode(t, mustRender(t, c).Request)); err != nil {
		t.Errorf("a listener serviceMain: %v", err)
	}
}
