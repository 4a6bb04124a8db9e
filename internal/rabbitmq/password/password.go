package password

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Algorithm is how a hash was made, by the name of the broker's module.
type Algorithm string

// The algorithms that every broker has. A broker can be given others as modules of its own; those are not known here.
const (
	SHA256 Algorithm = "rabbit_password_hashing_sha256" // the default since 3.6
	SHA512 Algorithm = "rabbit_password_hashing_sha512"
	MD5    Algorithm = "rabbit_password_hashing_md5" // the only one before 3.6
)

// SaltSize is how many bytes of salt stand before the digest.
const SaltSize = 4

// ErrUnknownAlgorithm says that a hash was made by a module that only its broker has.
var ErrUnknownAlgorithm = errors.New("the hashing algorithm is not one of RabbitMQ's own")

// ErrNotAHash says that a text is not the hash of any password by the algorithm at hand.
var ErrNotAHash = errors.New("it is not a salted hash")

var digests = map[Algorithm]func([]byte) []byte{
	SHA256: func(data []byte) []byte { sum := sha256.Sum256(data); return sum[:] },
	SHA512: func(data []byte) []byte { sum := sha512.Sum512(data); return sum[:] },
	MD5:    func(data []byte) []byte { sum := md5.Sum(data); return sum[:] },
}

// Algorithms lists the names of the algorithms that every broker has, sorted.
func Algorithms() []string {
	names := make([]string, 0, len(digests))
	for algorithm := range digests {
		names = append(names, string(algorithm))
	}
	slices.Sort(names)
	return names
}

// Hash is what the broker keeps of a password: base64 of the salt, then the digest of salt and password.
func Hash(algorithm Algorithm, salt [SaltSize]byte, password string) (string, error) {
	digest, known := digests[algorithm]
	if !known {
		return "", ErrUnknownAlgorithm
	}
	return base64.StdEncoding.EncodeToString(slices.Concat(salt[:], digest([]byte(string(salt[:])+password)))), nil
}

// Verify reports whether a hash is that of a password. The empty hash is that of none, and what is not a hash neither: so
// the broker sees it as well. It returns ErrUnknownAlgorithm where it cannot tell.
func Verify(algorithm Algorithm, hash, password string) (bool, error) {
	if _, known := digests[algorithm]; !known {
		return false, ErrUnknownAlgorithm
	}
	stored, _ := decode(hash)
	if len(stored) < SaltSize {
		return false, nil
	}
	again, err := Hash(algorithm, [SaltSize]byte(stored), password)
	return err == nil && Same(again, hash), err
}

// Check finds what a broker would take as a hash, and then let nobody log in with: it accepts any base64. The empty text
// is a hash: that of a user without a password.
func Check(algorithm Algorithm, hash string) error {
	digest, known := digests[algorithm]
	if !known {
		return ErrUnknownAlgorithm
	}
	if hash == "" {
		return nil
	}
	stored, err := decode(hash)
	if err != nil {
		return fmt.Errorf("%w: it is not base64", ErrNotAHash)
	}
	if want := SaltSize + len(digest(nil)); len(stored) != want {
		return fmt.Errorf("%w: %s makes %d bytes, and this has %d",
			ErrNotAHash, strings.TrimPrefix(string(algorithm), "rabbit_password_hashing_"), want, len(stored))
	}
	return nil
}

// Same reports whether two hashes are one in two spellings, such as with and without a line break.
func Same(a, b string) bool {
	left, errLeft := decode(a)
	right, errRight := decode(b)
	if errLeft != nil || errRight != nil {
		return a == b
	}
	return bytes.Equal(left, right)
}

func decode(hash string) ([]byte, error) { return base64.StdEncoding.DecodeString(hash) }
