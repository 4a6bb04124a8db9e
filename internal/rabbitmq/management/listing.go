package management

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// objectKey distinguishes the objects of one list by the words of the API. What a kind does not have stays empty on both
// sides.
type objectKey struct {
	Vhost           string `json:"vhost"`
	Name            string `json:"name"`
	Source          string `json:"source"`
	Destination     string `json:"destination"`
	DestinationType string `json:"destination_type"`
	PropertiesKey   string `json:"properties_key"`
	User            string `json:"user"`
	Exchange        string `json:"exchange"`
	Component       string `json:"component"`
}

// packed is the key in as few bytes as a list of thousands should keep of it: each word after its length, so that no two
// keys are packed into the same.
func (k objectKey) packed() string {
	words := [...]string{k.Vhost, k.Name, k.Source, k.Destination, k.DestinationType, k.PropertiesKey, k.User, k.Exchange, k.Component}
	var packed []byte
	for _, word := range words {
		packed = append(binary.AppendUvarint(packed, uint64(len(word))), word...)
	}
	return string(packed)
}

// ofEveryQueue reports whether it is the binding that every queue has with the default exchange. Nobody can declare one or ask for it.
func (k objectKey) ofEveryQueue() bool { return k.DestinationType != "" && k.Source == "" }

// listing is what is left of the answer of a list call: the objects that no read has taken yet, as JSON.
type listing struct {
	endpoint string

	mu      sync.Mutex
	objects map[string]json.RawMessage // by packed key
}

// readListing reads a list that is newer than all changes of this client.
func readListing(ctx context.Context, api *httpapi.Client, path string) (*listing, error) {
	listed := &listing{}
	api.AwaitAllNews(ctx)
	got, err := api.Do(ctx, httpapi.Request{Method: http.MethodGet, Path: path, Compress: true, Limit: httpapi.MaxList, Decode: listed.read})
	if err != nil {
		return nil, err
	}
	listed.endpoint = api.Endpoints()[got.Endpoint]
	return listed, nil
}

// read takes the answer apart as it arrives. An object whose name cannot be read is left out: a read of that object asks for
// it alone, and no other read is disturbed.
func (l *listing) read(body io.Reader) error {
	l.objects = map[string]json.RawMessage{}
	decoder := json.NewDecoder(body)
	if opening, err := decoder.Token(); err != nil || opening != json.Delim('[') {
		return errors.Join(err, errors.New("it is not a list"))
	}
	for decoder.More() {
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			return err
		}
		var key objectKey
		if json.Unmarshal(raw, &key) == nil && !key.ofEveryQueue() {
			l.objects[key.packed()] = raw
		}
	}
	_, err := decoder.Token()
	return err
}

// take hands out an object once. known reports whether the list names it; raw is nil if it was taken before.
func (l *listing) take(key objectKey) (raw json.RawMessage, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	packed := key.packed()
	raw, known = l.objects[packed]
	if known {
		l.objects[packed] = nil
	}
	return raw, known
}
