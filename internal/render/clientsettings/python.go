package clientsettings

import (
	"fmt"
	"strconv"
	"strings"
)

const pythonHeading = `# Settings of Celery for a highly available RabbitMQ. Load it with app.config_from_object.

`

// Python is a module of Python with the settings of Celery. Where the password is in the environment, it is read from
// there when the module is loaded; where broker_url would hold a password and may not, a comment says so.
func (r Resolved) Python(part Part) string {
	c := r.config
	var out strings.Builder
	out.WriteString(pythonHeading)
	switch url := spell("broker_url", c.CeleryNames); {
	case c.PasswordEnv != "":
		out.WriteString("import os\nfrom urllib.parse import quote\n\n")
		fmt.Fprintf(&out, "_password = quote(os.environ[%s], safe='')\n", pythonText(c.PasswordEnv))
		out.WriteString(url + " = " + r.pythonURL() + "\n")
	case part == Public && r.HasSecret():
		out.WriteString("# Left out is " + url + ", which holds the password: set the environment variable CELERY_BROKER_URL.\n\n")
	}
	for _, s := range r.Celery(part) {
		out.WriteString(s.Name + " = " + pythonValue(s.Value, "") + "\n")
	}
	return out.String()
}

// pythonURL is the expression for the URLs around a password that is known when the module is loaded.
func (r Resolved) pythonURL() string {
	var urls []string
	for _, u := range r.urls {
		urls = append(urls, pythonText(u.Before)+" + _password + "+pythonText(u.After))
	}
	if len(urls) == 1 {
		return urls[0]
	}
	return "[\n    " + strings.Join(urls, ",\n    ") + ",\n]"
}

// pythonValue writes a value of a Setting as a literal.
func pythonValue(value any, indent string) string {
	switch value := value.(type) {
	case bool:
		if value {
			return "True"
		}
		return "False"
	case int:
		return strconv.Itoa(value)
	case string:
		return pythonText(value)
	case []string:
		var out strings.Builder
		for _, element := range value {
			out.WriteString(indent + "    " + pythonText(element) + ",\n")
		}
		return "[\n" + out.String() + indent + "]"
	case []Setting:
		var out strings.Builder
		for _, entry := range value {
			out.WriteString(indent + "    " + pythonText(entry.Name) + ": " + pythonValue(entry.Value, indent+"    ") + ",\n")
		}
		return "{\n" + out.String() + indent + "}"
	default:
		return "None"
	}
}

// pythonText writes a literal in ASCII. Python has no surrogates in its escapes, but one escape for all characters.
func pythonText(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '\\' || r == '\'':
			out.WriteString(`\` + string(r))
		case r >= ' ' && r < 0x7f:
			out.WriteRune(r)
		default:
			fmt.Fprintf(&out, `\U%08x`, r)
		}
	}
	return "'" + out.String() + "'"
}
