package lab

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// aptSource is one place that apt fetches packages from, of either of the two formats apt knows.
type aptSource struct {
	URIs, Suites, Components []string
	SignedBy                 string // a path, a fingerprint, or a whole key, as it was written
	Trusted                  string
}

// machineSources reads what the machine's own apt is configured with: the only place this project learns a
// mirror's address from.
func machineSources(etcApt string) []aptSource {
	var all []aptSource
	lists, _ := filepath.Glob(filepath.Join(etcApt, "sources.list.d", "*.list"))
	for _, path := range append([]string{filepath.Join(etcApt, "sources.list")}, lists...) {
		if text, err := os.ReadFile(path); err == nil {
			all = append(all, parseOneLine(string(text))...)
		}
	}
	stanzas, _ := filepath.Glob(filepath.Join(etcApt, "sources.list.d", "*.sources"))
	for _, path := range stanzas {
		if text, err := os.ReadFile(path); err == nil {
			all = append(all, parseDeb822(string(text))...)
		}
	}
	return all
}

// parseOneLine reads sources.list(5)'s one-line format: deb [option=value ...] uri suite component...
func parseOneLine(text string) []aptSource {
	var sources []aptSource
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		rest, isBinary := strings.CutPrefix(strings.TrimSpace(line), "deb")
		if !isBinary || rest == "" || !strings.ContainsAny(rest[:1], " \t[") {
			continue
		}
		var s aptSource
		rest = strings.TrimSpace(rest)
		if options, after, ok := strings.Cut(strings.TrimPrefix(rest, "["), "]"); ok && rest[0] == '[' {
			rest = after
			for option := range strings.FieldsSeq(options) {
				name, value, _ := strings.Cut(option, "=")
				s.set(name, value)
			}
		}
		if fields := strings.Fields(rest); len(fields) >= 2 {
			s.URIs, s.Suites, s.Components = fields[:1], fields[1:2], fields[2:]
			sources = append(sources, s)
		}
	}
	return sources
}

// parseDeb822 reads sources.list(5)'s other format: stanzas of "Field: value", where a line that starts with
// a space continues the field before.
func parseDeb822(text string) []aptSource {
	var sources []aptSource
	for stanza := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		fields := map[string]string{}
		last := ""
		for line := range strings.SplitSeq(stanza, "\n") {
			switch {
			case strings.HasPrefix(line, "#") || line == "":
			case line[0] == ' ' || line[0] == '\t':
				fields[last] += "\n" + line
			default:
				name, value, _ := strings.Cut(line, ":")
				last = strings.ToLower(strings.TrimSpace(name))
				fields[last] = strings.TrimSpace(value)
			}
		}
		if !slices.Contains(strings.Fields(fields["types"]), "deb") || strings.EqualFold(fields["enabled"], "no") {
			continue
		}
		s := aptSource{
			URIs: strings.Fields(fields["uris"]), Suites: strings.Fields(fields["suites"]),
			Components: strings.Fields(fields["components"]),
		}
		s.set("signed-by", fields["signed-by"])
		s.set("trusted", fields["trusted"])
		sources = append(sources, s)
	}
	return sources
}

func (s *aptSource) set(option, value string) {
	switch strings.ToLower(option) {
	case "signed-by":
		s.SignedBy = value
	case "trusted":
		s.Trusted = value
	}
}

// debianMirrors are the sources, one address each, that may carry other suites of Debian: what carries the
// machine's own release. Other archives use the release's name as well; those that look most like Debian's
// come first, and the rest only cost a failed try.
func debianMirrors(sources []aptSource, release string) []aptSource {
	var likely, others []aptSource
	for _, s := range sources {
		isRelease := slices.ContainsFunc(s.Suites, func(suite string) bool {
			return slices.Contains([]string{release, "stable", "testing", "sid", "unstable"}, strings.TrimSuffix(suite, "/"))
		})
		if !isRelease || !slices.Contains(s.Components, "main") {
			continue
		}
		for _, uri := range s.URIs {
			mirror := s
			mirror.URIs = []string{uri}
			switch {
			case strings.HasPrefix(uri, "cdrom:"):
			case strings.HasSuffix(strings.TrimSuffix(uri, "/"), "/debian"):
				likely = append(likely, mirror)
			default:
				others = append(others, mirror)
			}
		}
	}
	return append(likely, others...)
}

// stanza is the source with another suite, as apt reads it.
func (s aptSource) stanza(suite string) string {
	text := "Types: deb\nURIs: " + s.URIs[0] + "\nSuites: " + suite + "\nComponents: main\n"
	if s.SignedBy != "" {
		text += "Signed-By: " + s.SignedBy + "\n"
	}
	if s.Trusted != "" {
		text += "Trusted: " + s.Trusted + "\n"
	}
	return text
}
