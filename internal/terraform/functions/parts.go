package functions

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/amqpuri"
)

// errUnknown says that a part is not known yet, and so neither is the result.
var errUnknown = errors.New("not known yet")

// texts are the parts that are text, or, as the port is, written like it.
var texts = []string{"host", "password", "port", "scheme", "username", "vhost"}

// readParts turns what the user wrote into a URI. Errors name the attribute, never a value: it could be the password.
func readParts(value attr.Value) (amqpuri.URI, error) {
	parts, err := members(value)
	if err != nil {
		return amqpuri.URI{}, err
	}
	var query map[string][]string
	given := map[string]*string{}
	// The first of several mistakes must always be the same one.
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		switch {
		case name == "query":
			query, err = readQuery(parts[name])
		case !slices.Contains(texts, name):
			err = fmt.Errorf("parts has an attribute %q, which is none of query, %s", name, strings.Join(texts, ", "))
		default:
			given[name], err = readText(name, parts[name])
		}
		if err != nil {
			return amqpuri.URI{}, err
		}
	}
	uri := amqpuri.URI{
		Scheme: amqpuri.SchemePlain, Username: given["username"], Password: given["password"], Vhost: given["vhost"], Query: query,
	}
	if scheme := given["scheme"]; scheme != nil {
		uri.Scheme = *scheme
	}
	if host := given["host"]; host != nil {
		uri.Host = *host
	}
	if port := given["port"]; port != nil {
		number, err := strconv.ParseInt(*port, 10, 64)
		if err != nil {
			return amqpuri.URI{}, errors.New("port must be a whole number from 1 to 65535")
		}
		uri.Port = &number
	}
	return uri, uri.Validate()
}

// members are the attributes of an object or the elements of a map.
func members(value attr.Value) (map[string]attr.Value, error) {
	switch value := value.(type) {
	case types.Object:
		if value.IsUnknown() {
			return nil, errUnknown
		}
		return value.Attributes(), nil
	case types.Map:
		if value.IsUnknown() {
			return nil, errUnknown
		}
		return value.Elements(), nil
	}
	return nil, errors.New("parts is not an object; write { host = \"rabbit1\", vhost = \"/\" }")
}

// readText returns the text of a value, nil for null.
func readText(name string, value attr.Value) (*string, error) {
	if value.IsNull() {
		return nil, nil
	}
	text, err := scalar(value)
	switch {
	case errors.Is(err, errUnknown):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%s %w", name, err)
	}
	return &text, nil
}

func readQuery(value attr.Value) (map[string][]string, error) {
	if value.IsNull() {
		return nil, nil
	}
	parameters, err := members(value)
	if errors.Is(err, errUnknown) {
		return nil, err
	}
	if err != nil {
		return nil, errors.New("query is not an object; write { heartbeat = 30 }")
	}
	query := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		values := []attr.Value{parameters[name]}
		if several, ok := parameters[name].(interface{ Elements() []attr.Value }); ok {
			if parameters[name].IsUnknown() {
				return nil, errUnknown
			}
			values = several.Elements()
		}
		for _, each := range values {
			if each.IsNull() {
				continue
			}
			text, err := scalar(each)
			if errors.Is(err, errUnknown) {
				return nil, err
			}
			if err != nil {
				return nil, fmt.Errorf("query.%s %w", name, err)
			}
			query[name] = append(query[name], text)
		}
	}
	return query, nil
}

// scalar writes a string, number or bool as text.
func scalar(value attr.Value) (string, error) {
	if dynamic, ok := value.(types.Dynamic); ok {
		value = dynamic.UnderlyingValue()
	}
	if value == nil || value.IsUnknown() {
		return "", errUnknown
	}
	switch value := value.(type) {
	case types.String:
		return value.ValueString(), nil
	case types.Bool:
		return strconv.FormatBool(value.ValueBool()), nil
	case types.Number:
		return plain(value.ValueBigFloat()), nil
	}
	return "", errors.New("is not a string, a number or a bool")
}

// plain writes a number without an exponent.
func plain(number *big.Float) string {
	if number.IsInt() {
		return number.Text('f', 0)
	}
	return strings.TrimRight(number.Text('f', 20), "0")
}
