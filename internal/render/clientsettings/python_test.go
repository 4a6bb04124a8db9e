package clientsettings

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"testing"
)

// python runs a program of Python on a JSON value and reads the JSON value that it writes.
func python(t *testing.T, program string, input, output any) {
	t.Helper()
	binary, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not on the PATH, so that no settings can be executed")
	}
	data, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), binary, "-c", program)
	command.Stdin = bytes.NewReader(data)
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.Bytes())
	}
	if err := json.Unmarshal(out, output); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// execute reads modules and writes what each defines; imports and names with an underscore are no settings.
const execute = `
import json, os, sys, types
os.environ['APP_PASSWORD'] = 'p@ss/word'
result = []
for module in json.load(sys.stdin):
    space = {}
    exec(compile(module, 'settings.py', 'exec'), space)
    result.append({k: v for k, v in space.items()
                   if not k.startswith('_') and not callable(v) and not isinstance(v, types.ModuleType)})
json.dump(result, sys.stdout)
`

func TestPythonExecutesToTheSameSettings(t *testing.T) {
	var names, modules []string
	var want []map[string]any
	for name, c := range golden {
		r := mustResolve(t, c)
		for _, part := range []Part{Public, Complete} {
			settings, err := r.JSON(part)
			if err != nil {
				t.Fatal(err)
			}
			var read map[string]any
			if err := json.Unmarshal([]byte(settings), &read); err != nil {
				t.Fatal(err)
			}
			if c.PasswordEnv != "" {
				// Only a program can read the environment.
				read["broker_url"] = []any{
					"amqps://app:p%40ss%2Fword@rabbit1.example.com:5671/%2F", "amqps://app:p%40ss%2Fword@rabbit2.example.com:5671/%2F",
					"amqps://app:p%40ss%2Fword@rabbit3.example.com:5671/%2F",
				}
			}
			names, modules, want = append(names, name), append(modules, r.Python(part)), append(want, read)
		}
	}
	var got []map[string]any
	python(t, execute, modules, &got)
	for i := range modules {
		if !sameJSON(t, got[i], want[i]) {
			t.Errorf("%s: Python defines %v, JSON says %v", names[i], got[i], want[i])
		}
	}
}

func sameJSON(t *testing.T, a, b any) bool {
	t.Helper()
	first, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(first, second)
}

// TestPythonTextComesBack has Python read every kind of character.
func TestPythonTextComesBack(t *testing.T) {
	values := []string{nastyPassword, "", "'", `\`, `\'`, "\n", "\r\nimport os", "\x00", "\x1b", "\u2028", "é漢😀", "\ufeff", "'''", `"""`, "#", "\\N{DASH}", "%s", "{x}"}
	modules := make([]string, len(values))
	for i, value := range values {
		modules[i] = "value = " + pythonText(value)
	}
	var got []struct{ Value string }
	python(t, execute, modules, &got)
	for i, value := range values {
		if got[i].Value != value {
			t.Errorf("%q came back as %q", value, got[i].Value)
		}
	}
}
