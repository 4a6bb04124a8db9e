package amqpuri

// The tables of this package's tests, for the test that asks a broker about them.
var RefusedByBrokers, TakenByBrokers, AMQP10 = refusedByBrokers, takenByBrokers, amqp10
