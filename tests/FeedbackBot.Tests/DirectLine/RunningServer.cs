namespace FeedbackBot.Tests.DirectLine;

/// <summary>One running program for the tests that do not mind each other: an identity secret, one allowed foreign page, no rate limits.</summary>
[CollectionDefinition(nameof(RunningServer))]
public sealed class RunningServer : IAsyncLifetime, ICollectionFixture<RunningServer>
{
    public const string IdentitySecret = "a-secret-of-the-host-site-0123456789";
    public const string AllowedPage = "https://shop.example.com";
    public const int LargestUpload = 300_000;
    private ServerProcess? _server;

    public ServerProcess Server => _server!;

    public Uri Address => Server.Address;

    public HttpClient Http { get; private set; } = new();

    public HttpClient Client() => Server.Client();

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(
            ("WebChat:IdentitySecret", IdentitySecret),
            ("WebChat:AllowedOrigins:0", AllowedPage),
            ("WebChat:LargestUpload", LargestUpload.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Http = _server.Client();
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
