package lab

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// HomeVariable names the environment variable that moves the folder of labs and fetched packages.
const HomeVariable = "RABBITMQHA_LAB_HOME"

// Home is the folder that holds the labs (labs/) and the unpacked packages (cache/).
func Home() (string, error) {
	if dir := os.Getenv(HomeVariable); dir != "" {
		return filepath.Abs(dir)
	}
	base, err := os.UserCacheDir()
	if err != nil {
		// No HOME, as in many containers: the user id keeps two users apart.
		base = filepath.Join(os.TempDir(), fmt.Sprintf("cache-%d", os.Getuid()))
	}
	return filepath.Join(base, "terraform-provider-rabbitmqha"), nil
}

func labDir(name string) (string, error) {
	home, err := Home()
	if err != nil {
		return "", fmt.Errorf("find the folder of labs: %w", err)
	}
	dir := filepath.Join(home, "labs", name)
	if n := len(filepath.Join(dir, socketName)); n > 107 {
		return "", fmt.Errorf("the lab's socket in %s has a path of %d bytes, a unix socket may have 107: set %s to a shorter folder",
			dir, n, HomeVariable)
	}
	return dir, nil
}

// lockFile takes an exclusive lock that the kernel drops when the holder ends, however it ends.
func lockFile(ctx context.Context, path string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	err = poll(ctx, 50*time.Millisecond, func() error {
		return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	})
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("lock %s, held by another process: %w", path, err)
	}
	return func() { _ = f.Close() }, nil
}

// poll asks until the answer is no error, or until ctx ends; then the last answer is part of the error.
func poll(ctx context.Context, every time.Duration, ask func() error) error {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		last := ask()
		if last == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w; last answer: %w", ctx.Err(), last)
		case <-ticker.C:
		}
	}
}
