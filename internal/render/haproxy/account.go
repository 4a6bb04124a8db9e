package haproxy

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Account is a user and a group, each by its name or by its number and not by both.
type Account struct {
	// User and Group are names that the machine of HAProxy knows.
	User, Group string
	// UID and GID are numbers from 0 to 2147483647.
	UID, GID *int
}

var numberForm = regexp.MustCompile(`^[0-9]+$`)

// account checks who a process or a socket belongs to: HAProxy looks every user and group up by its name, also one of
// digits, and does not start where it finds none.
func (r *rules) account(at loadbalancer.Path, a Account) {
	for _, id := range []struct {
		named, numbered, name string
		number                *int
	}{{"user", "uid", a.User, a.UID}, {"group", "gid", a.Group, a.GID}} {
		named, numbered := at.Field(id.named), at.Field(id.numbered)
		r.Between(numbered, id.number, 0, math.MaxInt32)
		switch {
		case !r.Text(named, id.name):
		case numberForm.MatchString(id.name):
			r.Add(named, "Number for a name", fmt.Sprintf("HAProxy looks %q up as a name, and does not start without one of that name. Write %s = %s in place of %s.",
				id.name, id.numbered, id.name, id.named))
		case id.name != "" && id.number != nil:
			r.Add(numbered, "Name and number", fmt.Sprintf("Give either %s or %s: HAProxy takes one and warns of the other.", id.named, id.numbered), named)
		}
	}
}

// words are the account on a line of its own for each word of it, or on one line together with others.
func (a Account) words() [][]string {
	var words [][]string
	add := func(keyword, value string) {
		if value != "" {
			words = append(words, []string{keyword, value})
		}
	}
	number := func(keyword string, value *int) {
		if value != nil {
			add(keyword, strconv.Itoa(*value))
		}
	}
	add("user", a.User)
	number("uid", a.UID)
	add("group", a.Group)
	number("gid", a.GID)
	return words
}
