package management

import (
	"context"
	"strings"
)

// User is a user of the broker's internal database.
type User struct {
	Name string   `json:"name"`
	Tags nameList `json:"tags"`
	// PasswordHash is base64 of salt and digest, see package password; empty for a user without a password.
	PasswordHash     string `json:"password_hash"`
	HashingAlgorithm string `json:"hashing_algorithm"`
}

// userList is what is read of each user; passwordList is another list on purpose, for those who look at the password
// after they have taken the user from the first one.
const (
	userList     = "?columns=name,tags,password_hash,hashing_algorithm"
	passwordList = "?columns=name,password_hash,hashing_algorithm"
)

func userPath(name string) string { return apiPath("users", name) }

// User reads one user; ErrNotFound if there is none of that name.
func (c *Client) User(ctx context.Context, name string) (*User, error) {
	return c.userFrom(ctx, userList, name)
}

// Users reads the users of the broker's internal database.
func (c *Client) Users(ctx context.Context) ([]User, error) {
	return getList[User](ctx, c, apiPath("users")+userList)
}

// UserPassword reads a user without its tags.
func (c *Client) UserPassword(ctx context.Context, name string) (*User, error) {
	return c.userFrom(ctx, passwordList, name)
}

func (c *Client) userFrom(ctx context.Context, columns, name string) (*User, error) {
	user, err := readShared[User](ctx, c, apiPath("users")+columns, objectKey{Name: name}, userPath(name)+columns)
	if err != nil {
		return nil, err
	}
	return &user, nil
}

// userBody is what a PUT replaces a user with. Without a password and a hash the user would be left without a password,
// and brokers before 4.3 would hash the empty one. Limits are kept, since they are not named.
type userBody struct {
	// Tags are separated by commas: 3.8 answers 500 to a list.
	Tags             string  `json:"tags"`
	Password         string  `json:"password,omitempty"`
	PasswordHash     *string `json:"password_hash,omitempty"`
	HashingAlgorithm string  `json:"hashing_algorithm,omitempty"`
}

// PutUser creates or replaces a user with the hash of a password; the empty hash is that of none. Permissions and limits
// stay as they are.
func (c *Client) PutUser(ctx context.Context, user User) error {
	return c.put(ctx, userPath(user.Name), userBody{
		Tags: strings.Join(user.Tags, ","), PasswordHash: &user.PasswordHash, HashingAlgorithm: user.HashingAlgorithm,
	})
}

// PutUserWithPassword creates or replaces a user with a password, which must not be empty. The broker hashes it, after
// its own rules for passwords (credential_validator) have been kept.
func (c *Client) PutUserWithPassword(ctx context.Context, name string, tags []string, password string) error {
	return c.put(ctx, userPath(name), userBody{Tags: strings.Join(tags, ","), Password: password})
}

// SetUserTags gives a user other tags and nothing else. The API has no call for that, so that the hash is read just
// before and put back: a PUT without one would take the password away.
func (c *Client) SetUserTags(ctx context.Context, name string, tags []string) error {
	user, err := getObject[User](ctx, c, userPath(name)+userList)
	if err != nil {
		return err
	}
	user.Name, user.Tags = name, tags
	return c.PutUser(ctx, user)
}

// DeleteUser deletes a user with its permissions and limits.
func (c *Client) DeleteUser(ctx context.Context, name string) error {
	return c.remove(ctx, userPath(name))
}

// Self is the name of the user that the broker takes this client for.
func (c *Client) Self(ctx context.Context) (string, error) {
	type self struct {
		Name string `json:"name"`
	}
	answer, err := get[self](ctx, c, apiPath("whoami"))
	return answer.Name, err
}
