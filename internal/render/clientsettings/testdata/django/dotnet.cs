using System.Net.Security;
using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    UserName = "\u00e4'pp",
    Password = Environment.GetEnvironmentVariable("RABBITMQ_PASSWORD")!,
    VirtualHost = "a/b \"c\"",
    RequestedHeartbeat = TimeSpan.FromSeconds(60),
    AutomaticRecoveryEnabled = true,
    TopologyRecoveryEnabled = true,
};
var endpoints = new List<AmqpTcpEndpoint>
{
    new("2001:db8::10", 5671, new SslOption { Enabled = true, ServerName = "2001:db8::10", AcceptablePolicyErrors = SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable }),
    new("rabbit2", 5671, new SslOption { Enabled = true, ServerName = "rabbit2", AcceptablePolicyErrors = SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable }),
};
await using var connection = await factory.CreateConnectionAsync(endpoints);
// With tracking, publishing ends when the broker has taken the message, and throws when it has not.
var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
await using var channel = await connection.CreateChannelAsync(options);
