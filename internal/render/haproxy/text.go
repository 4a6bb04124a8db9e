package haproxy

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// writer builds the file line by line. Nothing else puts text into it, so no value can add a line.
type writer struct {
	text strings.Builder
	err  error
}

// indent is what a line of a section begins with.
const indent = "    "

// section begins a section, set off by an empty line.
func (w *writer) section(words ...string) {
	if w.text.Len() > 0 {
		w.text.WriteByte('\n')
	}
	w.put("", join(words))
}

// line writes one directive, every word quoted where it needs to be.
func (w *writer) line(words ...string) {
	w.put(indent, join(words))
}

// verbatim writes one directive that is already in HAProxy's syntax.
func (w *writer) verbatim(line string) {
	w.put(indent, strings.TrimSpace(line))
}

func (w *writer) put(indent, line string) {
	if !loadbalancer.Printable(line) && w.err == nil {
		w.err = fmt.Errorf("rendering haproxy.cfg: a value holds a control character, which Resolve should have found; this is a bug")
	}
	w.text.WriteString(indent + line + "\n")
}

func join(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = quote(word)
	}
	return strings.Join(quoted, " ")
}

var (
	bareWord     = regexp.MustCompile(`^[A-Za-z0-9_./:,@=*%?&+!(){}[\]-]+$`)
	quoteEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "\n", `\n`)
)

// quote makes one argument of a word. Within double quotes HAProxy still reads the backslash, the quote and $,
// which begins an environment variable; a backslash with n is a line break.
func quote(word string) string {
	if bareWord.MatchString(word) {
		return word
	}
	return `"` + quoteEscaper.Replace(word) + `"`
}

// seconds writes a time for keywords that read a bare number as seconds, so that "5000" means the same to every
// duration of a Config.
func seconds(s string) string {
	return strconv.FormatInt(int64(loadbalancer.Duration(s)/time.Second), 10) + "s"
}
