package leaks

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// Find is a line with a secret in it.
type Find struct {
	Line int // from 1
	// Name is what the secret calls itself; empty where its form hides that.
	Name string
	// Text is the line around the secret, with "***" for that and for whatever other secret is in the line.
	Text string
}

func (f Find) String() string {
	name := f.Name
	if name == "" {
		name = "a secret without a name"
	}
	return fmt.Sprintf("line %d holds %s: %s", f.Line, name, f.Text)
}

// Marks are those of every secret that can be found.
func Marks() []string { return []string{Mark, keyMark} }

// Search reads text to its end and returns the lines that hold one of the marks in any form, but for those that one of the
// expressions excuses. The error is the reader's.
func Search(text io.Reader, marks []string, excused ...*regexp.Regexp) (finds []Find, err error) {
	var forms [][]byte
	for _, mark := range marks {
		for _, form := range Forms(mark) {
			forms = append(forms, []byte(form))
		}
	}
	reader := bufio.NewReaderSize(text, 1<<20)
	for number := 1; ; number++ {
		line, err := reader.ReadBytes('\n')
		if at, _ := first(line, forms); at >= 0 && !matches(line, excused) {
			name, shown := masked(line, forms)
			finds = append(finds, Find{number, name, shown})
		}
		if errors.Is(err, io.EOF) {
			return finds, nil
		}
		if err != nil {
			return finds, err
		}
	}
}

// first is where a form is in the line, and which; -1 where there is none.
func first(line []byte, forms [][]byte) (at int, form []byte) {
	for _, form := range forms {
		if at := bytes.Index(line, form); at >= 0 {
			return at, form
		}
	}
	return -1, nil
}

func matches(line []byte, expressions []*regexp.Regexp) bool {
	for _, expression := range expressions {
		if expression.Match(line) {
			return true
		}
	}
	return false
}
