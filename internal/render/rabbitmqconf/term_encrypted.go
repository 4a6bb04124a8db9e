package rabbitmqconf

import (
	"regexp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// position is where in a setting a value stands, which decides whether a node decrypts it (decrypt/2 in
// rabbit_prelaunch_conf.erl): the setting itself, the elements of lists, and the second ones of pairs in lists.
type position struct {
	decoded bool // a node decrypts what stands here
	inList  bool // it is an element of a list
	inMap   bool // a map is around it
}

// From this version on values in maps are decrypted too.
var mapsDecryptedSince = loadbalancer.Version{4, 2, 6}

func (p position) element() position {
	return position{decoded: p.decoded, inList: true, inMap: p.inMap}
}

func (p position) associated() position { return position{decoded: p.decoded, inMap: true} }

// pair is the position of the second element of a tuple.
func (p position) pair() position { return position{decoded: p.decoded && p.inList, inMap: p.inMap} }

// readable reports whether a node of this version decrypts a value there.
func (p position) readable(v loadbalancer.Version) bool {
	return p.decoded && (!p.inMap || v == nil || !v.OlderThan(mapsDecryptedSince))
}

var startsEncrypted = regexp.MustCompile(`^\s*'?encrypted'?\s*,`)

// tuple reads a tuple, the bracket of which is read. One of two elements of which the first is encrypted is an encrypted value.
func (r *termReader) tuple(at position, next func(position) error) error {
	before, elements := len(r.encrypted), 0
	isEncrypted := startsEncrypted.MatchString(r.rest)
	err := r.elements("}", func() error {
		elements++
		if elements == 2 && !isEncrypted {
			return next(at.pair())
		}
		return next(position{})
	})
	if isEncrypted && elements == 2 {
		r.encrypted = append(r.encrypted[:before], at)
	} else if elements > 2 {
		for i := range r.encrypted[before:] {
			r.encrypted[before+i].decoded = false
		}
	}
	return err
}
