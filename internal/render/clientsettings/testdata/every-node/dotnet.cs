using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    UserName = "app",
    Password = Environment.GetEnvironmentVariable("APP_PASSWORD")!,
    VirtualHost = "/",
    RequestedHeartbeat = TimeSpan.FromSeconds(60),
    RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
    AutomaticRecoveryEnabled = true,
    TopologyRecoveryEnabled = true,
};
// .NET trusts what the system does: add the certificates that sign the brokers' there.
// A certificate of the client's own goes into SslOption.CertPath, as PKCS #12.
var endpoints = new List<AmqpTcpEndpoint>
{
    new("rabbit1.example.com", 5671, new SslOption { Enabled = true, ServerName = "rabbitmq.example.com" }),
    new("rabbit2.example.com", 5671, new SslOption { Enabled = true, ServerName = "rabbitmq.example.com" }),
    new("rabbit3.example.com", 5671, new SslOption { Enabled = true, ServerName = "rabbitmq.example.com" }),
};
await using var connection = await factory.CreateConnectionAsync(endpoints);
// With tracking, publishing ends when the broker has taken the message, and throws when it has not.
var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
await using var channel = await connection.CreateChannelAsync(options);
