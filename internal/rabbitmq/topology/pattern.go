package topology

func CheckPattern(pattern string) error { return nil }
