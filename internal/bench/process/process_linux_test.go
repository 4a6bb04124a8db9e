package process

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"
)

const roleVariable = "PROCESS_TEST_ROLE"

// The test's own executable plays Terraform, or a provider.
func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "parent":
		own := touched(3 * childMemory) // not to be taken for the child's
		child := exec.Command(os.Args[0], "child")
		child.Env = []string{roleVariable + "=child"}
		if err := child.Run(); err != nil {
			panic(err)
		}
		runtime.KeepAlive(own)
		os.Exit(3)
	case "child":
		memory := touched(childMemory)
		for used := time.Duration(0); used < childWork; {
			for range 10_000_000 {
				runtime.KeepAlive(used) // work that leaves no garbage, which would count as memory held
			}
			var err error
			if used, err = CPU(os.Getpid()); err != nil {
				panic(err)
			}
		}
		runtime.KeepAlive(memory)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const (
	childMemory = 100 << 20
	childWork   = 500 * time.Millisecond
)

// touched is memory that the process really holds. The kernel touches it: of what Go code writes to, the race detector
// would also hold a shadow.
func touched(size int) []byte {
	memory, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE|syscall.MAP_POPULATE)
	if err != nil {
		panic(err)
	}
	return memory
}

func TestRunTellsParentAndChildApart(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{roleVariable + "=parent"}
	usage, err := Run(cmd)
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 3 {
		t.Fatalf("the command ended with %v, want exit status 3", err)
	}
	if usage.Children < childWork || usage.Own >= childWork || usage.Wall < childWork {
		t.Errorf("the child's work was not found: %+v", usage)
	}
	if usage.PeakChild < childMemory || usage.PeakChild > 2*childMemory {
		t.Errorf("the child held %d bytes, measured %d", childMemory, usage.PeakChild)
	}
}

func TestParseStat(t *testing.T) {
	const line = "42 (a) b (c) S 1 42 42 0 -1 4194560 100 200 0 0 150 50 7 3 20 0 9 0 12345 0 0"
	got, err := parseStat([]byte(line))
	if want := (stat{own: 2 * time.Second, children: 100 * time.Millisecond}); err != nil || got != want {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	for _, bad := range []string{"", "42 (a) S 1", "42 (a) S 1 42 42 0 -1 4194560 100 200 0 0 x 50 7 3"} {
		if _, err := parseStat([]byte(bad)); err == nil {
			t.Errorf("%q is taken for a line of /proc/PID/stat", bad)
		}
	}
}

func TestParsePeak(t *testing.T) {
	for text, want := range map[string]int64{
		"Name:\tx\nVmPeak:\t  99 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n": 2 << 20,
		"Name:\tzombie\n": 0,
	} {
		if got := parsePeak([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestCPUOfThisProcess(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs /proc")
	}
	if _, err := CPU(os.Getpid()); err != nil {
		t.Error(err)
	}
	if _, err := CPU(-1); err == nil {
		t.Error("there is no process -1")
	}
}
