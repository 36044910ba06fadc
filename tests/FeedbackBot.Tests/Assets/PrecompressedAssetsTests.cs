using System.Net;
using FeedbackBot.Host.Assets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Assets;

public sealed class PrecompressedAssetsTests : IAsyncLifetime
{
    private readonly AssetManifest manifest = AssetManifest.Read(AppContext.BaseDirectory);
    private WebApplication app = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapAssets(manifest);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("BR", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("*", "br")]
    [InlineData("identity", null)]
    [InlineData("br;q=0, *;q=0", null)]
    [InlineData(";;nonsense,,", null)]
    public async Task The_smallest_file_the_client_takes_is_sent(string accepted, string? encoding)
    {
        using var response = await SendAsync(HttpMethod.Get, manifest.Url("chat.js"), accepted);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/javascript; charset=utf-8");
        (await response.Content.ReadAsByteArrayAsync()).LongLength.ShouldBe(response.Content.Headers.ContentLength!.Value);
    }

    [Fact]
    public async Task A_hashed_file_is_cached_for_ever_and_the_widget_for_minutes()
    {
        using var hashed = await SendAsync(HttpMethod.Get, manifest.Url("chat.css"), "br");
        using var widget = await SendAsync(HttpMethod.Get, "/widget.js", "br");

        hashed.Headers.CacheControl!.ToString().ShouldContain("immutable");
        widget.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(5));
        foreach (var response in new[] { hashed, widget })
        {
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.Vary.ShouldContain("Accept-Encoding");
        }
    }

    [Fact]
    public async Task What_the_client_already_has_is_not_sent_again()
    {
        using var first = await SendAsync(HttpMethod.Get, "/widget.js", "br");

        using var again = await SendAsync(HttpMethod.Get, "/widget.js", "br", first.Headers.ETag!.ToString());
        using var asPlain = await SendAsync(HttpMethod.Get, "/widget.js", "identity", first.Headers.ETag.ToString());

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        asPlain.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Head_tells_the_length_and_sends_nothing()
    {
        using var response = await SendAsync(HttpMethod.Head, manifest.Url("webchat.js"), "br");

        response.Content.Headers.ContentLength.ShouldBe(manifest.All["webchat.js"].Compressed);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/assets/manifest.json")]
    [InlineData("/assets/chat.js")]
    [InlineData("/assets/..%2F..%2Fappsettings.json")]
    public async Task Nothing_but_the_built_files_is_served(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, "br");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string accepted, string? known = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return client.SendAsync(request);
    }
}
