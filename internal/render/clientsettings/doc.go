// Package clientsettings turns a typed description of how applications reach a RabbitMQ cluster into what their
// libraries read: settings of Celery as values, as JSON and as Python text, properties of Spring Boot, lists of
// addresses, and examples for .NET and Go.
//
// It knows the settings of Celery 4.0 to 5.6 and the version that each came with, what became of older ones, how Kombu
// reads a URL, and what a failover of the broker asks of a client: acknowledgements after the work, confirmed
// publishing, heartbeats, replicated queues. It is pure: a model goes in; text, values, problems and warnings come
// out. It opens no connection, reads no file and knows nothing of Terraform. AMQP URIs are written elsewhere and
// handed in, see Config.URL.
//
// [Resolve] fills in what a [Config] leaves out, by one function (see defaults.go), and finds its problems; a Config
// without any is a [Resolved], whose methods give the outputs.
//
// No text is put together from values: each language has a writer that quotes them (python.go, spring.go, literal.go),
// so that no value adds a line or a statement. What holds a password is told apart from what does not by the argument
// of type [Part].
//
// What the readers replace or refuse, and what becomes of it here: Python text replaces backslashes inside quotes, so that
// values are written as literals that Python reads back (python.go). Java properties replace backslashes and end a key at
// the first = or :, and Spring puts the value of something else in the place of ${NAME}, for which there is no other
// way to write it: such a value is left out, with a warning (spring.go). JSON and the literals of C# and Go replace
// backslashes only (json.go, literal.go). A URI gives its parts percent-encoded. No output is for a shell: a name of
// an environment variable is one that every shell takes.
//
// Sources: celery/app/defaults.py, celery/app/amqp.py and docs/userguide of Celery at the tags v3.1 to v5.6.3,
// kombu/utils/url.py, kombu/connection.py and kombu/transport/native_delayed_delivery.py of Kombu 5.6.2, and
// amqp/transport.py of py-amqp 5.3.1.
package clientsettings
