package tfkit

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// JoinID makes the id of an object: every part percent-encoded, joined with "/". Names may hold anything.
func JoinID(parts ...string) string {
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = url.PathEscape(part)
	}
	return strings.Join(escaped, "/")
}

// SplitID is the inverse of JoinID. names are the parts' names, for the error, which says what was given, what is expected, and,
// where that can be guessed, the id to write.
func SplitID(id string, names ...string) ([]string, error) {
	parts := strings.Split(id, "/")
	if suggestion := fromCommunity(parts, names); suggestion != "" {
		return nil, fmt.Errorf("%q is an id of the community provider; write `%s`. Expected is `%s`, each part percent-encoded",
			id, suggestion, strings.Join(names, "/"))
	}
	if len(parts) != len(names) {
		return nil, wrongParts(id, parts, names)
	}
	for i, part := range parts {
		text, err := url.PathUnescape(part)
		if err != nil {
			return nil, fmt.Errorf("%s %q of %q is not percent-encoded; write `%s` for it, if that is the name", names[i], part, id, url.PathEscape(part))
		}
		parts[i] = text
	}
	return parts, nil
}

// splitImportID is SplitID for an object that Terraform is to manage.
func splitImportID(id string, names ...string) ([]string, error) {
	parts, err := SplitID(id, names...)
	for i, part := range parts {
		if part == "" && slices.Contains(neverEmpty, names[i]) {
			return nil, fmt.Errorf("the %s of %q is empty; %s", names[i], id, expected(names))
		}
	}
	return parts, err
}

// neverEmpty are the parts of ids that no object has empty, but for the default exchange, which Terraform cannot manage.
var neverEmpty = []string{"vhost", "name", "user", "node", "component"}

// idExamples are parts of ids as they are written, one for each name of a part.
var idExamples = map[string]string{
	"vhost": "%2F", "name": "orders", "user": "shop", "exchange": "events", "component": "federation-upstream", "node": "rabbit@rabbit2",
	"source": "orders", "destination_type": "queue", "destination": "billing", "properties_key": "paid", "id": "cluster_name",
}

// expected says what an id looks like.
func expected(names []string) string {
	example := make([]string, len(names))
	for i, name := range names {
		example[i] = idExamples[name]
	}
	return fmt.Sprintf("expected `%s`, such as `%s`", strings.Join(names, "/"), strings.Join(example, "/"))
}

// wrongParts is the error of an id with too few or too many parts.
func wrongParts(id string, parts, names []string) error {
	count := fmt.Sprintf("%d parts", len(parts))
	if len(parts) == 1 {
		count = "1 part"
	}
	text := fmt.Sprintf("%q has %s; %s", id, count, expected(names))
	switch {
	case len(names) == 1:
		text += fmt.Sprintf(". A slash in the name is written %%2F: `%s`", strings.ReplaceAll(id, "/", "%2F"))
	case names[0] == "vhost" && len(parts) == len(names)+1 && parts[0] == "" && parts[1] == "":
		text += fmt.Sprintf(". The virtual host \"/\" is written %%2F: `%s`", "%2F/"+strings.Join(parts[2:], "/"))
	case len(parts) > len(names):
		text += ". A slash in a name is written %2F"
	}
	return fmt.Errorf("%s", text)
}

// fromCommunity is the id to write in place of one of the community provider's (cyrilgdn/rabbitmq), name@vhost; empty where it is
// none. That provider encodes slashes and percent signs alone, and takes bare slashes in its imports, too.
func fromCommunity(parts, names []string) string {
	if len(names) < 2 || names[0] != "vhost" || names[1] != "name" && names[1] != "user" {
		return ""
	}
	id := parts[0]
	if len(parts) == 2 && strings.HasSuffix(id, "@") && parts[1] == "" {
		id += "%2F"
	} else if len(parts) != 1 {
		return ""
	}
	at := strings.LastIndex(id, "@")
	if at <= 0 || at == len(id)-1 {
		return ""
	}
	out := JoinID(unescaped(id[at+1:]), unescaped(id[:at]))
	for _, name := range names[2:] {
		out += "/" + strings.ToUpper(name)
	}
	return out
}

// unescaped is a name without its percent-encoding, or as it is where that is none.
func unescaped(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}
