package clientsettings

// How the settings of Celery are called.
const (
	NamesNew    = "new"
	NamesOld    = "old"
	NamesDjango = "django"
)

// Names are the values of Config.CeleryNames.
var Names = []string{NamesNew, NamesOld, NamesDjango}

// What kind of queue Celery declares.
const (
	QueueQuorum  = "quorum"
	QueueClassic = "classic"
)

// QueueTypes are the values of Config.QueueType.
var QueueTypes = []string{QueueQuorum, QueueClassic}

// In which order the endpoints are tried when a connection is lost.
const (
	FailoverRoundRobin = "round-robin"
	FailoverShuffle    = "shuffle"
)

// FailoverStrategies are the values of Config.FailoverStrategy.
var FailoverStrategies = []string{FailoverRoundRobin, FailoverShuffle}

// Config is how applications reach a cluster. An empty string, a nil pointer or an empty list means "not given"; the
// default is then used.
type Config struct {
	// CeleryVersion is the oldest Celery that reads the settings, 4.0 or later. Default 5.6.
	CeleryVersion string
	// RabbitMQVersion is the newest broker version that the clients meet, such as 4.3.6.
	RabbitMQVersion string
	// CeleryNames is one of Names. Default new: lower case, since Celery 4.0.
	CeleryNames string

	// Endpoints are where clients connect to: one virtual address, or every node. At least one.
	Endpoints []Endpoint
	// URL writes the AMQP URI of one of the Endpoints, which has its port then, without parameters, which Kombu does not
	// know. It must be given where an output with a URI is asked for.
	URL func(Endpoint) URL
	// Username and Password are the clients' own; PasswordEnv is in place of Password the name of an environment
	// variable that holds it. Without Username clients use guest, which brokers accept from their own host only.
	Username, Password, PasswordEnv string
	// Vhost is the virtual host. Default "/".
	Vhost string
	// TLS makes clients speak TLS; nil means plain AMQP.
	TLS *TLS

	// Heartbeat is in seconds, 0 to 65535; 0 is none. Default 60, the broker's own.
	Heartbeat *int
	// ConnectionTimeout is the longest wait for a connection, in whole seconds from 1. Default is the library's.
	ConnectionTimeout *int
	// ConnectionMaxRetries is how often a worker tries to connect before it ends, from 1. Default is for ever. 0 is
	// refused: Kombu ends after the first failure then.
	ConnectionMaxRetries *int
	// PoolLimit is the most connections that publishing threads of one process share, 0 for no pool. Default 10.
	PoolLimit *int
	// FailoverStrategy is one of FailoverStrategies. Default round-robin.
	FailoverStrategy string

	// QueueType is one of QueueTypes. Default quorum where CeleryVersion knows it (5.5), else classic.
	QueueType string
	// DefaultQueue is the queue for tasks without a route, and the name of its exchange. Default is Celery's, "celery".
	DefaultQueue string
	// AcksLate acknowledges a task after it ran. RejectOnWorkerLost gives it back when its process died, which needs
	// AcksLate. ConfirmPublish waits until the broker has taken a message. Default true for all.
	AcksLate, RejectOnWorkerLost, ConfirmPublish *bool
	// CancelOnConnectionLoss ends running tasks when the connection is lost, since another worker is given them.
	// Celery 5.1. Default is Celery's, false.
	CancelOnConnectionLoss *bool
	// MaxTasksPerChild is the number of tasks after which a process of the pool is replaced, from 1. Default is never.
	MaxTasksPerChild *int
	// PrefetchMultiplier is the number of tasks that each process reserves, 0 for no limit. Default is Celery's, 4.
	PrefetchMultiplier *int

	// OldSettings are settings as older guides show them, by any name that Celery has had for them. Those that still mean something fill in what was not
	// given above; Warnings answers each.
	OldSettings map[string]string
}

// Endpoint is an address that clients connect to.
type Endpoint struct {
	// Address is an IPv4 address, an IPv6 address without brackets, or a host name.
	Address string
	// Port is 1 to 65535. Default 5672, with TLS 5671.
	Port *int
}

// URL is an AMQP URI, percent-encoded, in the parts around the password. Before and After are the whole where there is no
// password; else Before ends in a colon and After begins with an at sign.
type URL struct{ Before, Password, After string }

// TLS is how clients speak it. All files are on the clients' machines.
type TLS struct {
	// CAFile holds the certificates that sign the brokers', in PEM. Default is what the system trusts.
	CAFile string
	// CertificateFile and KeyFile are the client's own, in PEM; both or neither.
	CertificateFile, KeyFile string
	// Verify is whether the broker's certificate is checked. Default true.
	Verify *bool
	// ServerName is the name in the brokers' certificates. Default is the endpoint's address where there is but one.
	ServerName string
}

// Policy is a policy of the broker and the queues out of DelayedQueues that its pattern matches.
type Policy struct {
	Name, Pattern string
	Matches       []string
	// Unjudged says why it is not known whether the pattern matches; empty where it is.
	Unjudged string
}

// Part says whether an output may hold the password.
type Part bool

// The two parts of what is rendered.
const (
	// Public leaves out what holds the password.
	Public Part = false
	// Complete holds everything.
	Complete Part = true
)
