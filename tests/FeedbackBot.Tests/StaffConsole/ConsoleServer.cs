namespace FeedbackBot.Tests.StaffConsole;

/// <summary>One running program for the tests of the console, which keep out of each other's way by their own cases and people.</summary>
[CollectionDefinition(nameof(ConsoleServer))]
public sealed class ConsoleServer : IAsyncLifetime, ICollectionFixture<ConsoleServer>
{
    public TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
