package clientsettings

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// JSON is the settings of Celery as a JSON object, sorted by name.
func (r Resolved) JSON(part Part) (string, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(object(r.Celery(part))); err != nil {
		return "", fmt.Errorf("writing the settings of Celery as JSON: %w", err)
	}
	return out.String(), nil
}

func object(settings []Setting) map[string]any {
	members := map[string]any{}
	for _, s := range settings {
		members[s.Name] = s.Value
		if inner, nested := s.Value.([]Setting); nested {
			members[s.Name] = object(inner)
		}
	}
	return members
}
