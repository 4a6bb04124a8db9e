package management

// told is what a broker may tell or not, or tell in another type than usual: a metric that it has not measured yet, a
// policy where there is none, a number that some release writes as a word. Nothing of that breaks the read; value is
// nil then.
type told[T any] struct{ value *T }

// UnmarshalJSON never fails.
func (t *told[T]) UnmarshalJSON(data []byte) error {
	var value *T
	if unmarshal(data, &value) == nil {
		t.value = value
	}
	return nil
}

// or returns what was told, or else the given value.
func (t told[T]) or(other T) T {
	if t.value == nil {
		return other
	}
	return *t.value
}
