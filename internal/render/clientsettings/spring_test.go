package clientsettings

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// readProperties is a program of Java that writes the first property of a file, in hexadecimal.
const readProperties = `
import java.io.*;
import java.util.*;
import java.nio.charset.StandardCharsets;
public class Read {
    public static void main(String[] files) throws Exception {
        StringBuilder out = new StringBuilder("[");
        for (String file : files) {
            Properties properties = new Properties();
            try (InputStream in = new FileInputStream(file)) { properties.load(in); }
            if (out.length() > 1) out.append(",");
            out.append("{");
            for (String name : new TreeSet<>(properties.stringPropertyNames())) {
                if (out.charAt(out.length() - 1) != '{') out.append(",");
                out.append("\"" + name + "\":\"");
                for (char unit : properties.getProperty(name).toCharArray()) out.append(String.format("\\u%04x", (int) unit));
                out.append("\"");
            }
            out.append("}");
        }
        System.out.write(out.append("]").toString().getBytes(StandardCharsets.US_ASCII));
    }
}
`

// TestJavaReadsTheProperties has the reader of Java itself read every kind of character.
func TestJavaReadsTheProperties(t *testing.T) {
	java, err := exec.LookPath("java")
	if err != nil {
		t.Skip("java is not on the PATH, so that no properties can be read back")
	}
	passwords := []string{"sesame", strings.ReplaceAll(nastyPassword, "$", ""), " x ", "\tx", "\n\r\f\x00", `\u0041\`, "=:#!", "é漢😀", "$HOME {x}", "a\\\nb=c"}
	folder := t.TempDir()
	program := filepath.Join(folder, "Read.java")
	if err := os.WriteFile(program, []byte(readProperties), 0o600); err != nil {
		t.Fatal(err)
	}
	arguments := []string{program}
	for i, password := range passwords {
		c := valid()
		c.Password = password
		file := filepath.Join(folder, string(rune('a'+i))+".properties")
		if err := os.WriteFile(file, []byte(mustResolve(t, c).SpringProperties(Complete)), 0o600); err != nil {
			t.Fatal(err)
		}
		arguments = append(arguments, file)
	}
	out, err := exec.CommandContext(t.Context(), java, arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var read []map[string]string
	if err := json.Unmarshal(out, &read); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, password := range passwords {
		if read[i]["spring.rabbitmq.password"] != password || read[i]["spring.rabbitmq.addresses"] != "172.16.21.100:5672" || len(read[i]) != 8 {
			t.Errorf("%q came back as %q", password, read[i])
		}
	}
}

func TestPlaceholdersAreLeftOut(t *testing.T) {
	c := valid()
	c.Password = "a${HOME}b"
	r := mustResolve(t, c)
	if text := r.SpringProperties(Complete); strings.Contains(text, "spring.rabbitmq.password") || strings.Contains(text, "HOME") {
		t.Error(text)
	}
	if warnings := strings.Join(r.Warnings(nil), "\n"); !strings.HasPrefix(warnings, `password holds "${"`) || strings.Contains(warnings, "HOME") {
		t.Error(warnings)
	}
}

func TestSpringKeepsThePasswordApart(t *testing.T) {
	c := valid()
	if text := mustResolve(t, c).SpringProperties(Public); strings.Contains(text, "password") || strings.Contains(text, "sesame") {
		t.Error(text)
	}
	c.Password, c.PasswordEnv = "", "APP_PASSWORD"
	if text := mustResolve(t, c).SpringProperties(Public); !strings.Contains(text, "\nspring.rabbitmq.password=${APP_PASSWORD}\n") {
		t.Error(text)
	}
}
