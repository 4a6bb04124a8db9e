package erlang

import (
	"crypto/fips140"
	"crypto/md5"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// redacted is what a cookie shows of itself.
const redacted = "(redacted)"

// Cookie is the secret that the nodes of a cluster share. Who has it may run anything on them, so it shows itself to
// nobody: neither printed by any verb, nor marshalled, nor logged, nor as a field of something that is.
type Cookie struct {
	// reveal is a function because fmt prints the unexported fields of a struct in a struct without asking the type
	// how it wants to be printed; of a function it prints an address.
	reveal func() string
}

// NewCookie takes a cookie as it stands in the file .erlang.cookie: line ends after it are not part of it. Nodes take
// what is printable in ASCII only (auth.erl, check_cookie).
func NewCookie(text string) (Cookie, error) {
	text = strings.TrimRight(text, "\r\n")
	switch {
	case fips140.Enforced():
		return Cookie{}, errors.New("the Erlang distribution proves cookies with MD5, which this process was told not to use (GODEBUG fips140=only)")
	case text == "":
		return Cookie{}, errors.New("the Erlang cookie is empty")
	case len(text) > maxAtom:
		return Cookie{}, fmt.Errorf("the Erlang cookie has %d characters; %d is the most that a node takes", len(text), maxAtom)
	case strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) >= 0:
		return Cookie{}, errors.New("the Erlang cookie has a character that a node would not take: it is one line of printable ASCII")
	}
	return Cookie{reveal: func() string { return text }}, nil
}

// Hash is the cookie's MD5 in base64. Some nodes log it at their start, so that cookies can be compared without being
// shown. For the cookie that was never set it is the empty string.
func (c Cookie) Hash() string {
	if c.reveal == nil {
		return ""
	}
	sum := md5.Sum([]byte(c.reveal()))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// digest proves to know the cookie (dist_util.erl, gen_digest). MD5 is not a choice: the protocol knows nothing else.
func (c Cookie) digest(challenge uint32) [md5.Size]byte {
	return md5.Sum([]byte(c.reveal() + strconv.FormatUint(uint64(challenge), 10)))
}

// String returns a placeholder.
func (c Cookie) String() string { return redacted }

// Format writes a placeholder for every verb, %#v and %x among them.
func (c Cookie) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, redacted) }

// MarshalText returns a placeholder; encoding/json and log/slog ask for it.
func (c Cookie) MarshalText() ([]byte, error) { return []byte(redacted), nil }
