package known

// Repeated is a field that a broker may send several times in one JSON object, each time with another value: RabbitMQ 4.0
// sends where the members of a quorum queue are online once as measured and once as it guesses from the nodes that run
// (rabbit_mgmt_db and rabbit_quorum_queue:format/2 both add it, and nobody removes one). Decoding such an object into an
// ordinary field keeps the last value, whatever it is. The zero Repeated was never sent.
type Repeated[T any] struct{ values []T }

// UnmarshalJSON reads one occurrence; package encoding/json calls it for each. As with Value it never fails, and what is null
// or of another type adds nothing.
func (r *Repeated[T]) UnmarshalJSON(data []byte) error {
	var occurrence Value[T]
	if err := occurrence.UnmarshalJSON(data); err != nil {
		return err
	}
	if value, isKnown := occurrence.Get(); isKnown {
		r.values = append(r.values, value)
	}
	return nil
}

// Reduce makes one value of all occurrences; unknown if there is none. The caller says which of two values counts.
func (r Repeated[T]) Reduce(combine func(a, b T) T) Value[T] {
	if len(r.values) == 0 {
		return Value[T]{}
	}
	out := r.values[0]
	for _, value := range r.values[1:] {
		out = combine(out, value)
	}
	return Of(out)
}
