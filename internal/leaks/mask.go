package leaks

import (
	"bytes"
	"encoding/base64"
	"regexp"
)

const mask = "***"

var (
	named   = regexp.MustCompile(`([A-Za-z]*)` + Mark)
	encoded = regexp.MustCompile(`[A-Za-z0-9+/]+`)
)

// masked is the name of the line's secret, and as much of the line around it as tells where it comes from.
func masked(line []byte, forms [][]byte) (name, shown string) {
	const before, after = 200, 100
	middle := 0
	for {
		at, form := first(line, forms)
		if at < 0 {
			break
		}
		from, to := reach(line, at, at+len(form), form)
		if name == "" {
			name = nameOf(line[from:to])
		}
		line = bytes.Join([][]byte{line[:from], line[to:]}, []byte(mask))
		middle = from
	}
	line = line[max(0, middle-before):min(len(line), middle+len(mask)+after)]
	return name, string(bytes.ToValidUTF8(bytes.TrimSpace(line), nil))
}

// reach is where the secret around a form begins and ends: at a space or a quotation mark, or, where it is spelt with
// spaces or commas itself, at a bracket.
func reach(line []byte, from, to int, form []byte) (int, int) {
	ends := " \t\r\n\"'`"
	if bytes.ContainsAny(form, " ,") {
		ends = "[]<>{}\"\r\n"
	}
	from = bytes.LastIndexAny(line[:from], ends) + 1
	if end := bytes.IndexAny(line[to:], ends); end >= 0 {
		return from, to + end
	}
	return from, len(line)
}

// nameOf reads what stands before the mark, in plain text or in base64.
func nameOf(secret []byte) string {
	texts := [][]byte{secret}
	for _, run := range encoded.FindAll(secret, -1) {
		if plain, err := base64.RawStdEncoding.DecodeString(string(run)); err == nil {
			texts = append(texts, plain)
		}
	}
	for _, text := range texts {
		if found := named.FindSubmatch(text); found != nil {
			return string(found[1])
		}
	}
	return ""
}
