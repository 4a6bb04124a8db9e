package leaks

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

const (
	// Mark is in every secret that tests and labs make up. It is the same in JSON, HCL, Erlang, a shell and a URI, it can
	// stand within base64, and it occurs nowhere else.
	Mark = "7f3aSecret"
	// Unstored is the mark of those that must be in no state either: what is write-only, and the provider's own.
	Unstored = Mark + "Unstored"
	// keyMark is in every private key that is written as PEM, which can hold no other mark.
	keyMark = "PRIVATE KEY-----"
)

// Forms are the spellings by which a text of six bytes or more can be found: as it is, percent-encoded, within base64
// (HTTP's basic authentication) wherever in the encoded text it begins, as hexadecimal digits, and as a list of bytes in
// the ways of Go and of Erlang.
func Forms(text string) []string {
	forms := []string{text, url.QueryEscape(text), url.PathEscape(text)}
	for before := range 3 {
		encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + text))
		// The first and the last letters depend on what stands around the text.
		forms = append(forms, encoded[4:len(encoded)-4])
	}
	list := strings.Trim(fmt.Sprintf("%d", []byte(text)), "[]")
	forms = append(forms, hex.EncodeToString([]byte(text)), list, strings.ReplaceAll(list, " ", ","))
	slices.Sort(forms)
	return slices.Compact(forms)
}
