package lab

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Process identifies a process for longer than its number does, which the kernel gives out again.
type Process struct {
	What    string
	PID     int
	Started uint64 // start time in clock ticks since boot, from /proc
}

func identify(what string, pid int) Process {
	stat, _ := readStat(pid) // gone already: then no start time fits, and it counts as gone
	return Process{What: what, PID: pid, Started: stat.started}
}

// alive says whether this very process still runs. A zombie does not: it holds nothing but its number.
func (p Process) alive() bool {
	stat, err := readStat(p.PID)
	return err == nil && stat.started == p.Started && stat.state != "Z"
}

type processStat struct {
	state   string
	parent  int
	started uint64
}

func readStat(pid int) (processStat, error) {
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return processStat{}, err
	}
	return parseStat(data)
}

// parseStat reads a line of proc(5). The second field is the command in brackets and may hold anything,
// brackets included, so that counting starts after the last one.
func parseStat(data []byte) (processStat, error) {
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	if len(fields) < 20 {
		return processStat{}, fmt.Errorf("read the state of a process: %d fields after the command, expected 20 or more", len(fields))
	}
	parent, err := strconv.Atoi(fields[1])
	if err != nil {
		return processStat{}, fmt.Errorf("read the parent of a process: %w", err)
	}
	started, err := strconv.ParseUint(fields[19], 10, 64)
	if err != nil {
		return processStat{}, fmt.Errorf("read the start time of a process: %w", err)
	}
	return processStat{state: fields[0], parent: parent, started: started}, nil
}

// descendants are all processes below one.
func descendants(root int) []Process {
	entries, _ := os.ReadDir("/proc")
	children := map[int][]Process{}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if stat, err := readStat(pid); err == nil {
			children[stat.parent] = append(children[stat.parent], Process{What: "child", PID: pid, Started: stat.started})
		}
	}
	found := children[root]
	for i := 0; i < len(found); i++ {
		found = append(found, children[found[i].PID]...)
	}
	return found
}
