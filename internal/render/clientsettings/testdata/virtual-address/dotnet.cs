using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    UserName = "app",
    Password = Environment.GetEnvironmentVariable("RABBITMQ_PASSWORD")!,
    VirtualHost = "orders",
    RequestedHeartbeat = TimeSpan.FromSeconds(60),
    AutomaticRecoveryEnabled = true,
    TopologyRecoveryEnabled = true,
};
var endpoints = new List<AmqpTcpEndpoint>
{
    new("172.16.21.100", 5672),
};
await using var connection = await factory.CreateConnectionAsync(endpoints);
// With tracking, publishing ends when the broker has taken the message, and throws when it has not.
var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
await using var channel = await connection.CreateChannelAsync(options);
