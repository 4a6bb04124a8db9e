package provider_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// lifecycle creates, reads, imports, updates and destroys. Whether it is true is asked as the administrator.
func (a *search) lifecycle(t *testing.T, user *actor, l privilegeCase, p fixture) error {
	t.Helper()
	name := "rabbitmqha_" + l.typeName
	object, err := user.apply(t, held{typeName: name}, l.create(p))
	if err != nil {
		return err
	}
	if _, err := a.admin.read(t, object); err != nil {
		t.Errorf("%s was created, and is not there: %v", name, err)
	}
	if object, err = user.read(t, object); err != nil {
		return err
	}
	if err := user.imports(t, name, object); err != nil {
		return err
	}
	if l.update != nil {
		if object, err = user.apply(t, object, l.update(p)); err != nil {
			return err
		}
	}
	if l.also != nil {
		if err := a.request(t, l.also); err != nil {
			return err
		}
	}
	if _, err = user.apply(t, object, nil); err != nil {
		return err
	}
	if _, err := a.admin.read(t, object); !l.stays && !errors.Is(err, errGone) {
		t.Errorf("%s was destroyed, and is still there: %v", name, err)
	}
	return nil
}

// request sends a PUT as the user.
func (a *search) request(t *testing.T, parts []string) error {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, a.broker.Lab.Endpoints()[0]+"/api/"+strings.Join(parts, "/"),
		strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(a.login, loginPassword)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("the provider's user may not: %s", resp.Status)
	}
	return nil
}

var errLess = errors.New("it is told less than the administrator")

// seesAll reads a data source and compares what it tells with what it tells the administrator. Others may change something
// in between.
func (a *search) seesAll(t *testing.T, user *actor, l privilegeCase, p fixture) (err error) {
	t.Helper()
	for range 3 {
		all, err := a.admin.looksUp(t, "rabbitmqha_"+l.typeName, l.look(p))
		if err != nil {
			t.Fatalf("%s for the administrator: %v", l.typeName, err)
		}
		got, err := user.looksUp(t, "rabbitmqha_"+l.typeName, l.look(p))
		if err != nil {
			return err
		}
		if tellsAsMuch(got, all) {
			return nil
		}
	}
	return errLess
}
