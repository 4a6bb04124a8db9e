package lab

import "context"

func fetchRelease(_ context.Context, series string) (Release, error) {
	return Release{}, &ErrUnavailable{Series: series, Reason: "not the machine's own package"}
}
