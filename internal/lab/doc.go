// Package lab runs a real RabbitMQ cluster, and a real HAProxy, on this machine, as plain processes and
// without root. The quick start, the acceptance tests and the benchmark stand on it.
//
// It knows how a broker of each supported series is found (or fetched), started, joined to others, broken on
// purpose and taken away again. It must not know Terraform, nor anything of the provider: nothing that ships
// imports it, and it imports nothing that ships, so that it can judge both.
//
// # How a lab lives
//
// [Up] chooses free ports, writes the lab's folder and starts one background process, the keeper: this same
// executable, started again with an environment variable that init looks for. The keeper is the parent of
// every broker and of the lab's own epmd, and does on request, over a unix socket in the lab's folder, what
// the methods of [Lab] ask. Three things end a lab: [Lab.Down], the time to live, and, for a lab of a test
// ([Start]), the end of the test's process, however it ends, because the keeper then reads end of file from a
// pipe. Should the keeper itself be killed, the kernel kills its children with it (parent-death signal).
//
// With [Options].Network the keeper lives in user, mount and network namespaces of its own, where every node
// has a network namespace, an address and a host name. The ports of 127.0.0.1 by which the nodes are reached
// all the same are sockets that were opened before, outside, and handed in.
package lab
