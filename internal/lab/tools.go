package lab

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// findTool looks in the caller's search path and then where an ordinary user's lacks: /usr/sbin and /sbin.
func findTool(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err == nil {
		return path, nil
	}
	for _, dir := range filepath.SplitList(systemPath) {
		candidate := filepath.Join(dir, name)
		if info, err := os.Stat(candidate); err == nil && info.Mode()&0o111 != 0 {
			return candidate, nil
		}
	}
	return "", fmt.Errorf("find the program %s: %w", name, err)
}
