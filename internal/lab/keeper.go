package lab

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// keeperVariable makes this executable a keeper; its value is the lab's folder.
const keeperVariable = "RABBITMQHA_LAB_KEEPER"

// The keeper must be this very executable, because a test binary has no other at hand, and it must turn aside
// before the test binary's or the command's own main runs. Hence an init function, the only one.
func init() {
	if dir := os.Getenv(keeperVariable); dir != "" {
		os.Exit(keep(dir))
	}
}

// Files handed to the keeper, by number.
const (
	ownerFile     = 3 // the reading end of the owner's pipe
	firstListener = 4 // with Options.Network: four listeners a node
)

// keeper is the parent of a lab's processes.
type keeper struct {
	lab     *Lab
	thread  *thread // of the host's network, or of the lab's hub
	epmd    *process
	brokers []*broker

	balancing sync.Mutex // guards haproxy
	haproxy   *HAProxy   // nil until someone asks for it

	ctx context.Context // ends when the lab ends
	end context.CancelFunc

	working sync.RWMutex // held for reading by whatever is asked, for writing by the end
	saving  sync.Mutex   // guards lab.Processes and the state file
}

func keep(dir string) int {
	if err := keepLab(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func keepLab(dir string) error {
	lab, err := load(dir)
	if err != nil {
		return err
	}
	adoptOrphans()
	lab.Keeper = identify("keeper", os.Getpid())
	k := &keeper{lab: lab, thread: newThread()}
	k.ctx, k.end = signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer k.end()
	// Whatever happens, this function is where a lab ends.
	defer k.clear()
	if lab.TTL > 0 {
		time.AfterFunc(lab.TTL, k.end)
	}
	if lab.Owned {
		go k.watchOwner()
	}
	if lab.Network {
		err = k.buildNetwork()
	} else {
		k.useHostNetwork()
	}
	if err != nil {
		return err
	}
	listener, err := net.Listen("unix", filepath.Join(dir, socketName))
	if err != nil {
		return fmt.Errorf("keep lab %s: %w", lab.Name, err)
	}
	go k.serve(listener)
	<-k.ctx.Done()
	return nil
}

// watchOwner ends the lab when the last holder of the pipe's other end is gone, however it went.
func (k *keeper) watchOwner() {
	_, _ = io.Copy(io.Discard, os.NewFile(ownerFile, "owner"))
	k.end()
}

func (k *keeper) useHostNetwork() {
	for _, n := range k.lab.Nodes {
		k.brokers = append(k.brokers, &broker{Node: n, thread: k.thread, probe: k.lab.probe(n)})
	}
}

// clear leaves no process and no folder.
func (k *keeper) clear() {
	// What is still being done gives up first, so that it starts and writes nothing behind this back.
	k.end()
	k.working.Lock()
	limit, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := k.stopBalancing(limit); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	left := append([]*process{}, k.epmd)
	for _, b := range k.brokers {
		left = append(left, b.proc, b.epmd)
	}
	err := each(len(left), func(i int) error {
		if left[i] == nil {
			return nil
		}
		return left[i].end(limit)
	})
	if err != nil {
		// The folder stays, so that `lab down` can finish what could not be finished here.
		fmt.Fprintln(os.Stderr, err)
		return
	}
	if err := os.RemoveAll(k.lab.Dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

func (k *keeper) serve(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			k.end()
			return
		}
		go k.answer(conn)
	}
}

func (k *keeper) answer(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	var r request
	if err := json.NewDecoder(conn).Decode(&r); err != nil {
		return
	}
	ctx, cancel := context.WithDeadline(k.ctx, r.Until)
	defer cancel()
	go func() {
		// The client sends nothing more: the end of this read is the client hanging up.
		_, _ = io.Copy(io.Discard, conn)
		cancel()
	}()
	var reply response
	if err := k.perform(ctx, r, &reply); err != nil {
		reply.Error = err.Error()
	}
	_ = json.NewEncoder(conn).Encode(reply)
	if r.Do == doDown || (r.Do == doBoot && reply.Error != "") {
		k.end()
	}
}

func (k *keeper) perform(ctx context.Context, r request, reply *response) error {
	k.working.RLock()
	defer k.working.RUnlock()
	if k.ctx.Err() != nil {
		return errors.New("the lab is ending")
	}
	switch r.Do {
	case doBoot:
		return k.boot(ctx)
	case doDown:
		return nil
	case doStatus:
		reply.Status = k.status(ctx)
		return nil
	case doHAProxy:
		return k.balance(ctx, r.Config)
	}
	if r.Node < 0 || r.Node >= len(k.brokers) || r.Seed < 0 || r.Seed >= len(k.brokers) {
		return fmt.Errorf("there is no such node, the lab has %d", len(k.brokers))
	}
	b := k.brokers[r.Node]
	switch r.Do {
	case doCtl:
		var err error
		reply.Output, err = k.rabbitmqctl(ctx, b, r.Arguments...)
		return err
	case doKill:
		return b.kill(ctx)
	case doPause:
		return b.pause()
	case doResume:
		return b.resume()
	case doRestart:
		return k.restart(ctx, b)
	case doStopApp:
		_, err := k.rabbitmqctl(ctx, b, "stop_app")
		return err
	case doStartApp:
		return k.startApp(ctx, b)
	case doJoin:
		return k.join(ctx, b, k.brokers[r.Seed])
	case doCut, doCutPeers, doHeal:
		return k.setLinks(ctx, b, r.Do)
	}
	return fmt.Errorf("the keeper does not know how to %q; is it an older one than the client?", r.Do)
}

// started adds a process to the state file.
func (k *keeper) started(p *process) {
	k.saving.Lock()
	defer k.saving.Unlock()
	k.lab.Processes = append(k.lab.Processes, p.Process)
	if err := k.lab.save(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}
