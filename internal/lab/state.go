package lab

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

const (
	stateName  = "lab.json"
	socketName = "ctl.sock"
	logName    = "keeper.log"
)

// save writes the state file whole or not at all: readers never see half of one. The file holds the
// cookie and the password, hence its mode.
func (l *Lab) save() error {
	data, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return fmt.Errorf("lab %s: write the state: %w", l.Name, err)
	}
	path := filepath.Join(l.Dir, stateName)
	if err := os.WriteFile(path+".new", data, 0o600); err != nil {
		return fmt.Errorf("lab %s: write the state: %w", l.Name, err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("lab %s: write the state: %w", l.Name, err)
	}
	return nil
}

func load(dir string) (*Lab, error) {
	data, err := os.ReadFile(filepath.Join(dir, stateName))
	if err != nil {
		return nil, err
	}
	l := &Lab{}
	if err := json.Unmarshal(data, l); err != nil {
		return nil, fmt.Errorf("read the state of a lab in %s: %w", dir, err)
	}
	return l, nil
}

// ErrNoLab says that there is no lab of this name.
var ErrNoLab = errors.New("there is no such lab")

// Open attaches to a lab that is running, or that was left behind.
func Open(name string) (*Lab, error) {
	if !nameForm.MatchString(name) {
		return nil, fmt.Errorf("open lab %q: %w", name, ErrNoLab)
	}
	dir, err := labDir(name)
	if err != nil {
		return nil, err
	}
	l, err := load(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open lab %s in %s: %w (`lab status` lists the labs there are)", name, filepath.Dir(dir), ErrNoLab)
	}
	return l, err
}

// Names are the names of all labs of this user.
func Names() ([]string, error) {
	home, err := Home()
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(home, "labs", "*", stateName))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = filepath.Base(filepath.Dir(f))
	}
	sort.Strings(names)
	return names, nil
}
