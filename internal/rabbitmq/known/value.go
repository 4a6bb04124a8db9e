// Package known holds values that a broker may not have told: a count that is not measured yet, the members of a queue whose
// node is down. It exists so that "nobody knows" can never be read as zero, as empty or as false.
//
// It knows JSON and nothing of RabbitMQ. It must not decide what an unknown value means: each caller of Get says that.
package known

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Value is a value that is known or is not. The zero Value is unknown.
type Value[T any] struct {
	value T
	known bool
}

// Of returns a known value.
func Of[T any](value T) Value[T] { return Value[T]{value: value, known: true} }

// Get returns the value and whether it is known; where it is not, the value returned means nothing. Each caller has to say what
// happens when it is unknown: a test of this package fails where the second result is thrown away.
func (v Value[T]) Get() (value T, isKnown bool) { return v.value, v.known }

// Pointer points to a copy of the value; nil where it is unknown. It is for what shows values and has a null of its own.
func (v Value[T]) Pointer() *T {
	if !v.known {
		return nil
	}
	return &v.value
}

// String is the value in its default format, or "unknown".
func (v Value[T]) String() string {
	if !v.known {
		return "unknown"
	}
	return fmt.Sprint(v.value)
}

// UnmarshalJSON reads a value. It never fails: null, and a value of another type than the one wanted, such as a number that a
// release of the broker writes as a word, are unknown. A member that is absent leaves the Value as it is, which is unknown.
func (v *Value[T]) UnmarshalJSON(data []byte) error {
	*v = Value[T]{}
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		return nil
	}
	var value T
	if decode(data, &value) == nil {
		*v = Of(value)
	}
	return nil
}

// decode keeps numbers within values without a type exact. That takes a decoder with a buffer of its own, which is more than the
// values of a long list are worth that have a type.
func decode(data []byte, target any) error {
	switch target.(type) {
	case *string, *int64, *bool, *[]string, *map[string]string:
		return json.Unmarshal(data, target)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return decoder.Decode(target)
}
