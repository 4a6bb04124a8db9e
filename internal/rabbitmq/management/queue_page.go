package management

import (
	"net/url"
	"regexp"
	"slices"
)

// queueRecordColumns are what is declared of queues, without statistics.
const queueRecordColumns = "disable_stats=true&columns=" + queueColumns

// queuesNamed is the address of the page of the queues of one name, with the columns that the query names. The filter does not
// tell capitals from small letters.
func queuesNamed(vhost, name, query string) string {
	filter := url.QueryEscape("^" + regexp.QuoteMeta(name) + "$")
	return apiPath("queues", vhost) + "?page=1&page_size=100&use_regex=true&name=" + filter + "&" + query
}

// page is one page of a list.
type page[T any] struct {
	Items []T `json:"items"`
}

// find returns the first that is wanted, or nil.
func (p page[T]) find(wanted func(T) bool) *T {
	at := slices.IndexFunc(p.Items, wanted)
	if at < 0 {
		return nil
	}
	return &p.Items[at]
}
