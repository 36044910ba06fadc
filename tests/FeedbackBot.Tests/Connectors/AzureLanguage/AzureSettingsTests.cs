using Azure.Identity;
using FeedbackBot.Connectors.AzureLanguage;
using FeedbackBot.Host;
using FeedbackBot.Host.Settings;
using FeedbackBot.Understanding;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Connectors.AzureLanguage;

/// <summary>Where nothing is configured nothing is sent; what customers write never travels in the open; keys go before credentials.</summary>
public sealed class AzureSettingsTests
{
    private const string Section = "--FeedbackBot:AzureLanguage:";

    [Fact]
    public async Task Only_a_configured_endpoint_makes_a_reader()
    {
        using var folder = new TemporaryFolder();
        await using var without = App.Build([$"--FeedbackBot:DataFolder={folder.Path}", Section + "Key=abc"]);
        without.Services.GetServices<IReader>().ShouldBeEmpty();
        await using var with = App.Build([$"--FeedbackBot:DataFolder={folder.Path}", Section + "Endpoint=https://x.cognitiveservices.azure.com"]);
        with.Services.GetServices<IReader>().Select(r => r.Name).ShouldBe(["azure"]);
    }

    [Theory]
    [InlineData("Endpoint", "x.cognitiveservices.azure.com", null, null)]
    [InlineData("Endpoint", "ftp://x.cognitiveservices.azure.com", null, null)]
    [InlineData("https", "http://x.cognitiveservices.azure.com", "Key", "abc")]
    [InlineData("https", "http://127.0.0.1:5000", null, null)]
    [InlineData("TenantId", "https://x.cognitiveservices.azure.com", "ClientSecret", "abc")]
    [InlineData("ApiVersion", "https://x.cognitiveservices.azure.com", "ApiVersion", "latest")]
    [InlineData("Timeout", "https://x.cognitiveservices.azure.com", "Timeout", "01:00:00")]
    public void A_setting_that_cannot_work_or_would_not_be_safe_stops_the_start(string named, string endpoint, string? key, string? value) =>
        Should.Throw<WrongSetting>(() => App.Build([Section + "Endpoint=" + endpoint, .. key == null ? (string[])[] : [$"{Section}{key}={value}"]]))
            .Message.ShouldContain(named);

    [Fact]
    public void A_key_on_this_machine_may_go_without_encryption() =>
        new AzureLanguageOptions { Endpoint = "http://127.0.0.1:5000", Key = "abc" }.Validate(new(new object())).ShouldBeEmpty();

    [Fact]
    public void Without_a_key_an_application_signs_in_where_it_has_a_secret_and_the_machine_where_it_has_not()
    {
        var machine = new AzureLanguageOptions { Endpoint = "https://x.cognitiveservices.azure.com" };
        Credentials.TokenOf(machine).ShouldBeOfType<ManagedIdentityCredential>();
        var application = new AzureLanguageOptions { Endpoint = machine.Endpoint, TenantId = "t", ClientId = "c", ClientSecret = "s" };
        Credentials.TokenOf(application).ShouldBeOfType<ClientSecretCredential>();
    }

    [Theory]
    [InlineData("https://x.cognitiveservices.azure.com", "https://cognitiveservices.azure.com/.default")]
    [InlineData("https://x.cognitiveservices.azure.cn", "https://cognitiveservices.azure.cn/.default")]
    public void Azure_in_China_signs_in_there(string endpoint, string scope) =>
        Credentials.ScopeOf(new() { Endpoint = endpoint }).ShouldBe(scope);
}
