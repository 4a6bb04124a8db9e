package renderkit

// Value is what p points to, for null the zero value, which means "not given" in the domain.
func Value[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}

// Convert converts each element of a list; an empty one stays empty.
func Convert[From, To any](list []From, each func(From) To) []To {
	var converted []To
	for _, element := range list {
		converted = append(converted, each(element))
	}
	return converted
}
