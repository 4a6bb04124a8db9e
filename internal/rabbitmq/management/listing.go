package management

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// objectKey tells the objects of one list apart by the words of the API. What a kind does not have stays empty on both
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

// ofEveryQueue tells the binding that every queue has with the default exchange. Nobody can declare one or ask for it.
func (k objectKey) ofEveryQueue() bool { return k.DestinationType != "" && k.Source == "" }

// listing is one list call and what is left of its answer.
type listing struct {
	begun    time.Time
	done     chan struct{}
	cancel   context.CancelFunc
	endpoint string
	err      error
	// readers counts those who wait or take; guarded by sharedReads.
	readers int

	mu      sync.Mutex
	objects map[string]json.RawMessage // by packed key
}

// newListing begins a list call. It belongs to all who wait for it, so that the end of the first one's context does not
// end it.
func newListing(ctx context.Context, api *httpapi.Client, path string) *listing {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	listed := &listing{begun: time.Now(), done: make(chan struct{}), cancel: cancel}
	go func() {
		defer cancel()
		defer close(listed.done)
		api.AwaitAllNews(ctx)
		got, err := api.Do(ctx, httpapi.Request{Method: http.MethodGet, Path: path, Compress: true, Limit: httpapi.MaxList, Decode: listed.read})
		if listed.err = err; err == nil {
			listed.endpoint = api.Endpoints()[got.Endpoint]
		}
	}()
	return listed
}

// read takes the answer apart as it arrives. An object whose name cannot be read is left out: whoever wants it asks for
// it alone, and nobody else is bothered.
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

// take hands out an object once. known tells that the list names it; raw is nil if it was taken before.
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

func (l *listing) finished() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}
