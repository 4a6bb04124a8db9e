package lab

import (
	"bufio"
	"context"
	"io"
	"net"
	"strings"
	"time"
)

// workers are the process numbers of the workers that serve, as the master says.
func (h *HAProxy) workers(ctx context.Context) ([]string, error) {
	answer, err := h.ask(ctx, "show proc")
	return parseWorkers(answer), err
}

// ask gives the master a command, or a worker through it.
func (h *HAProxy) ask(ctx context.Context, command string) (string, error) {
	dialer := net.Dialer{Timeout: time.Second}
	conn, err := dialer.DialContext(ctx, "unix", h.master)
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(2 * time.Second))
	if _, err := io.WriteString(conn, command+"\n"); err != nil {
		return "", err
	}
	// The master keeps the connection open; an empty line ends the answer.
	var answer strings.Builder
	for reader := bufio.NewReader(conn); ; {
		line, err := reader.ReadString('\n')
		if err != nil {
			return "", err
		}
		if line == "\n" {
			return answer.String(), nil
		}
		answer.WriteString(line)
	}
}

func parseWorkers(showProc string) []string {
	var pids []string
	for line := range strings.Lines(showProc) {
		if strings.HasPrefix(line, "# old workers") {
			break
		}
		if fields := strings.Fields(line); len(fields) > 1 && fields[1] == "worker" {
			pids = append(pids, fields[0])
		}
	}
	return pids
}
