package failover

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// A frozen node answers nothing, and a connection that is kept to one that was cut off is of no use.
var asking = &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// get asks the first node that answers.
func (s *Environment) get(ctx context.Context, path string, into any) (err error) {
	for _, endpoint := range s.Lab.Endpoints() {
		if err = s.ask(ctx, endpoint+path, into); err == nil {
			return nil
		}
	}
	return err
}

// ask reads JSON from a node.
func (s *Environment) ask(ctx context.Context, url string, into any) error {
	body, err := s.read(ctx, url)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("GET %s: %w", url, err)
	}
	return nil
}

func (s *Environment) read(ctx context.Context, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	request.SetBasicAuth(s.Lab.Username, s.Lab.Password)
	response, err := asking.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", response.Status, body)
	}
	if err != nil {
		return nil, fmt.Errorf("GET %s: %w", url, err)
	}
	return body, nil
}

// await asks until the answer is no error, and fails when that takes longer than the limit. The answer has to stay the
// same for a number of looks.
func await(ctx context.Context, what string, limit time.Duration, looks int, ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for seen := 0; ; {
		err := ask(ctx)
		if seen++; err != nil {
			seen = 0
		}
		if seen == looks {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w; last answer: %w", what, ctx.Err(), err)
		case <-time.After(lookEvery):
		}
	}
}

const lookEvery = 500 * time.Millisecond
