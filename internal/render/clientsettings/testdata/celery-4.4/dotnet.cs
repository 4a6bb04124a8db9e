using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    VirtualHost = "/",
    RequestedHeartbeat = TimeSpan.FromSeconds(30),
    AutomaticRecoveryEnabled = true,
    TopologyRecoveryEnabled = true,
};
var endpoints = new List<AmqpTcpEndpoint>
{
    new("rabbit1.example.com", 5672),
    new("rabbit2.example.com", 5672),
    new("rabbit3.example.com", 5672),
};
await using var connection = await factory.CreateConnectionAsync(endpoints);
// With tracking, publishing ends when the broker has taken the message, and throws when it has not.
var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
await using var channel = await connection.CreateChannelAsync(options);
