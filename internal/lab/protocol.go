package lab

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"time"
)

// request is what a client asks of the keeper: one line of JSON on a connection of its own. A client that
// hangs up gives the operation up, too.
type request struct {
	Do   string
	Node int // index, from 0
	Seed int
	// Arguments of rabbitmqctl.
	Arguments []string `json:",omitempty"`
	// Config is HAProxy's configuration, with doHAProxy.
	Config string `json:",omitempty"`
	// Until is when the keeper gives up: a little before the client does, so that its reason is heard.
	Until time.Time
}

type response struct {
	Error  string       `json:",omitempty"`
	Status []NodeStatus `json:",omitempty"`
	Output string       `json:",omitempty"`
}

// NodeStatus is how one node is, as its keeper and its management API say.
type NodeStatus struct {
	Name  string
	PID   int
	State string // running, paused or ended
	Cut   string // "", "peers" or "all"
	API   string // "ok", or why the management API or AMQP does not answer
}

const (
	doBoot     = "boot"
	doStatus   = "status"
	doDown     = "down"
	doKill     = "kill"
	doPause    = "pause"
	doResume   = "resume"
	doRestart  = "restart"
	doStopApp  = "stop-app"
	doStartApp = "start-app"
	doJoin     = "join"
	doCut      = "cut"
	doCutPeers = "cut-peers"
	doHeal     = "heal"
	doCtl      = "rabbitmqctl"
	doHAProxy  = "haproxy"
)

// Patience bounds an operation whose caller set no deadline: a node boots in 5 s on an idle machine, and in 40 s on a crowded one.
const Patience = 3 * time.Minute

var errKeeperGone = errors.New("the lab's keeper does not answer; `lab down` clears what it left")

func (l *Lab) ask(ctx context.Context, r request) (*response, error) {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, Patience)
		defer cancel()
	}
	deadline, _ := ctx.Deadline()
	r.Until = deadline.Add(-time.Second)
	what := fmt.Sprintf("lab %s: %s", l.Name, r.Do)
	dialer := net.Dialer{}
	conn, err := dialer.DialContext(ctx, "unix", filepath.Join(l.Dir, socketName))
	if err != nil {
		return nil, fmt.Errorf("%s: %w (%w)", what, errKeeperGone, err)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer func() {
		stop()
		_ = conn.Close()
	}()
	var answer response
	err = json.NewEncoder(conn).Encode(r)
	if err == nil {
		err = json.NewDecoder(conn).Decode(&answer)
	}
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%s: %w", what, ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("%s: the keeper hung up: %w", what, err)
	case answer.Error != "":
		return nil, fmt.Errorf("%s: %s", what, answer.Error)
	}
	return &answer, nil
}
