// Command leaks looks for secrets in everything that a run of the acceptance tests left behind, and fails where it finds
// one. It knows what .ci/acceptance keeps in which file; what a secret is, package leaks knows.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

const usage = `leaks looks for secrets of tests in all files of a folder.

  leaks FOLDER

In files that end in .stored, which hold states, only those may not be that no state holds. The exit code is 0 where nothing
was found, 1 where something was or a file could not be read, and 2 for wrong usage.
`

// quoted is a line of the configuration that an error of Terraform repeats, with the line's number before it, or that error
// in a log. It is the user's own text, where a secret can be written out; Terraform puts it there, not the provider.
var quoted = regexp.MustCompile(`^[ │|]+\d+: `)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err := look(os.Stderr, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "leaks:", err)
		os.Exit(1)
	}
}

// look tells of the first finds in each file. Its error says how many there are, or what could not be read.
func look(out io.Writer, folder string) error {
	const shown = 5
	files, found := 0, 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		finds, err := in(path)
		for i, find := range finds {
			if i == shown {
				fmt.Fprintf(out, "leaks: %s, and %d lines more\n", path, len(finds)-shown)
				break
			}
			fmt.Fprintf(out, "leaks: %s, %s\n", path, find)
		}
		files++
		found += len(finds)
		return err
	})
	switch {
	case err != nil:
		return fmt.Errorf("look for secrets in %s: %w", folder, err)
	case files == 0:
		return errors.New("there is nothing to look into in " + folder)
	case found > 0:
		return fmt.Errorf("%d lines of the %d files in %s hold a secret", found, files, folder)
	}
	fmt.Fprintf(out, "leaks: no secret in %d files\n", files)
	return nil
}

func in(path string) ([]leaks.Find, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	marks := leaks.Marks()
	if filepath.Ext(path) == ".stored" {
		marks = []string{leaks.Unstored}
	}
	return leaks.Search(file, marks, quoted)
}
