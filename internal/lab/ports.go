package lab

import (
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
)

// Ports come from below the range that the kernel gives to outgoing connections: a port found free stays so
// until the broker takes it, some seconds later.
const (
	firstPort = 20000
	lastPort  = 32000
)

// FreePorts finds n ports of 127.0.0.1 that nothing listens on and no lab has reserved.
func FreePorts(n int) ([]int, error) {
	taken, err := reservedPorts()
	if err != nil {
		return nil, err
	}
	ports := make([]int, 0, n)
	for range 20 * (lastPort - firstPort) {
		if len(ports) == n {
			return ports, nil
		}
		p := firstPort + rand.IntN(lastPort-firstPort)
		if taken[p] {
			continue
		}
		taken[p] = true
		l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(p))
		if err != nil {
			continue
		}
		_ = l.Close()
		ports = append(ports, p)
	}
	return nil, fmt.Errorf("find %d free ports between %d and %d: only %d are free", n, firstPort, lastPort, len(ports))
}

func reservedPorts() (map[int]bool, error) {
	names, err := Names()
	if err != nil {
		return nil, err
	}
	taken := map[int]bool{}
	for _, name := range names {
		l, err := Open(name)
		if err != nil {
			continue // it went away between the two looks
		}
		for _, n := range l.Nodes {
			for _, p := range []int{n.AMQPPort, n.ManagementPort, n.DistributionPort, n.EpmdPort} {
				taken[p] = true
			}
		}
	}
	return taken, nil
}
