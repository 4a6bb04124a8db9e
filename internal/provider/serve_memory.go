package provider

import "runtime/debug"

const (
	// gcPercent lets the heap grow to five times what is in use before it is collected, where Go's own choice is twice.
	// Most of what a call makes is garbage when the call ends, and the process lives for seconds.
	gcPercent = 400
	// memoryLimit, in bytes, is where collecting becomes more frequent again, whatever gcPercent says. It is no bound:
	// what is in use may exceed it. Of calls some 300 bytes each are kept, 12 MB for a plan of 10,000 objects; the smallest
	// machines of CI services have 2 GiB for Terraform and all its providers.
	memoryLimit = 512 << 20
)

// tuneGC sets the garbage collector up for a short life, unless the environment does (GOGC, GOMEMLIMIT, which Go
// itself has read by now).
func tuneGC(lookup func(string) (string, bool)) {
	if text, _ := lookup("GOGC"); text == "" {
		debug.SetGCPercent(gcPercent)
	}
	if text, _ := lookup("GOMEMLIMIT"); text == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
