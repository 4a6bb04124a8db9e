package password

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
)

// stored are hashes that brokers made: with the default algorithm when a password was put, with the others by
// rabbit_password:hash/2.
var stored = []struct {
	broker    string
	algorithm Algorithm
	password  string
	hash      string
}{
	{"3.8.9", SHA256, "s", "AX2UeA2fYkziShIWN+SfL5zpkY5yp//K4g6q68OqnXmRKN1P"},
	{"3.10.8", SHA256, "s", "N8es3lNFGwhq+mj9GLBI9E2gCvYSzB3sR0ElpAX4fFTMsGA2"},
	{"3.10.8", SHA256, "new", "R5SZDRnHKnGm+9dzhSLqX+H1K1xZJieU5af6IJOnKQuh1KE9"},
	{"4.3.6", SHA256, "s", "kUwFh1fO7LZGkjRcvpRY3MLd3eKQW4Pf6C8LfsMvD2jMsxy9"},
	{"4.3.6", SHA256, "new", "Hi5OATlegQ+YfwaAIiPsKbgc61W1auD1eoZa2jcPAhQG9QGl"},
	{"3.10.8, empty", SHA256, "", "1kgfH9xyHC5BR6jRn5ShhdzCQrLGkXVe1W3okKoBIl+DIgny"},
	{"3.10.8", MD5, "pass wörd", "ryNeUwwDWAIS5Mtg542M+JVPtGM="},
	{"4.3.6", MD5, "pass wörd", "VB28byye8k5bQx6hcy0UKYxzcUY="},
	{"3.10.8", SHA512, "pass wörd", "kIyOBJDtqV5GzQPTyQaacha8ibW0fSOBXQWU2MFBZ04/RlsC59WaQcRAR9kB1A6Vhr2v5Fg3Ve+SQ1LCEgg/hixbPUc="},
	{"4.3.6", SHA512, "pass wörd", "mDjplZa2MBhe61qf8ZtaBcxbqRLkHqd4T8FPmGhF7KvBH1dKsTad1skxlup47XbsMSMr1tbz1ZIRs7cESU/CyrIeQV4="},
}

func TestHashesOfRealBrokersAreVerified(t *testing.T) {
	for _, each := range stored {
		if ok, err := Verify(each.algorithm, each.hash, each.password); !ok || err != nil {
			t.Errorf("%s: %v, %v", each.broker, ok, err)
		}
		for _, other := range []string{each.password + "x", strings.ToUpper(each.password) + " ", "x" + each.password} {
			if ok, _ := Verify(each.algorithm, each.hash, other); ok {
				t.Errorf("%s: %q passes for %q", each.broker, other, each.password)
			}
		}
		if err := Check(each.algorithm, each.hash); err != nil {
			t.Errorf("%s: %v", each.broker, err)
		}
		raw, _ := base64.StdEncoding.DecodeString(each.hash)
		if again, err := Hash(each.algorithm, [SaltSize]byte(raw), each.password); again != each.hash || err != nil {
			t.Errorf("%s: hashed again it is %s, %v", each.broker, again, err)
		}
	}
}

func TestWhatIsNoHashIsOfNoPassword(t *testing.T) {
	good := stored[0].hash
	for name, hash := range map[string]string{
		"empty": "", "not base64": "!!", "salt alone": "AAAAAA==", "three bytes": "AAAA", "cut": good[:len(good)-4], "longer": good + "AAAA",
		"another alphabet": strings.ReplaceAll(good, "/", "_"),
	} {
		for _, password := range []string{"", "s"} {
			if ok, err := Verify(SHA256, hash, password); ok || err != nil {
				t.Errorf("%s: %v, %v", name, ok, err)
			}
		}
		if err := Check(SHA256, hash); (err == nil) != (hash == "") || err != nil && !errors.Is(err, ErrNotAHash) {
			t.Errorf("%s: %v", name, err)
		} else if err != nil && hash != "!!" && strings.Contains(err.Error(), hash) {
			t.Errorf("%s: the error repeats the hash: %v", name, err)
		}
	}
}

func TestAlgorithmOfABrokersOwnCannotBeVerified(t *testing.T) {
	if _, err := Verify("my_hashing", stored[0].hash, "s"); !errors.Is(err, ErrUnknownAlgorithm) {
		t.Error(err)
	}
	if _, err := Hash("my_hashing", [SaltSize]byte{}, "s"); !errors.Is(err, ErrUnknownAlgorithm) {
		t.Error(err)
	}
	if err := Check("my_hashing", ""); !errors.Is(err, ErrUnknownAlgorithm) {
		t.Error(err)
	}
}

func TestHashOfAnotherAlgorithmIsNoticed(t *testing.T) {
	for _, made := range Algorithms() {
		hash, err := Hash(Algorithm(made), [SaltSize]byte{1, 2, 3, 4}, "s")
		if err != nil {
			t.Fatal(err)
		}
		for _, read := range Algorithms() {
			if err := Check(Algorithm(read), hash); (err == nil) != (made == read) {
				t.Errorf("made by %s, read as %s: %v", made, read, err)
			}
		}
	}
	if !slices.IsSorted(Algorithms()) || len(Algorithms()) != 3 {
		t.Error(Algorithms())
	}
}

func TestSpellingsOfOneHash(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{stored[0].hash, stored[0].hash, true},
		{stored[0].hash, stored[0].hash[:10] + "\n" + stored[0].hash[10:] + "\n", true},
		{stored[0].hash, stored[1].hash, false},
		{"", "", true},
		{"", stored[0].hash, false},
		{"!!", "!!", true},
		{"!!", "??", false},
	} {
		if Same(test.a, test.b) != test.want {
			t.Errorf("%q and %q: not %v", test.a, test.b, test.want)
		}
	}
}

func FuzzHashIsVerified(f *testing.F) {
	f.Add(uint32(0), "", "x")
	f.Add(uint32(1<<31), "pass wörd\x00", "pass word")
	f.Add(uint32(7), strings.Repeat("long", 100), "")
	f.Fuzz(func(t *testing.T, salt uint32, password, other string) {
		for _, name := range Algorithms() {
			hash, err := Hash(Algorithm(name), [SaltSize]byte{byte(salt), byte(salt >> 8), byte(salt >> 16), byte(salt >> 24)}, password)
			if err != nil {
				t.Fatal(err)
			}
			if err := Check(Algorithm(name), hash); err != nil {
				t.Error(err)
			}
			if ok, err := Verify(Algorithm(name), hash, password); !ok || err != nil {
				t.Errorf("%s: %v, %v", name, ok, err)
			}
			if ok, err := Verify(Algorithm(name), hash, other); ok != (password == other) || err != nil {
				t.Errorf("%s: %v, %v", name, ok, err)
			}
			if _, err := Verify(Algorithm(name), password, other); err != nil {
				t.Error(err)
			}
		}
	})
}
